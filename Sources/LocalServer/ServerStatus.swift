/// What there is of a private server.
public enum ServerStatus: Sendable, Equatable {
  /// No data folder: the server was never started, or its home is another one.
  case absent
  /// Data of this major version of PostgreSQL, and no server.
  case stopped(majorVersion: Int)
  /// The server lives but does not let anybody in: it starts, recovers or stops.
  case unready(processID: Int32)
  /// It answers.
  case running(RunningServer)
}

/// A server that answers.
public struct RunningServer: Sendable, Equatable {
  /// The process id of its first process, the one to send signals to.
  public let processID: Int32
  /// Its full version, such as `15.18 (Debian 15.18-0+deb12u1)`.
  public let version: String
  /// Its data folder.
  public let dataDirectory: String
  /// Its socket folder and port.
  public let address: ServerAddress
}
