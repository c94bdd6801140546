import Glibc

/// A private PostgreSQL server: made when it is missing, started when it does not run, left running afterwards.
///
/// It listens on a Unix socket only, in a folder nobody else can enter, and lets in the user who made it (and, as
/// root, root and the system's `postgres`). Any number of programs may call at once: changes of its state happen
/// under a lock on `ServerHome.lockFile`, and what answers is asked without one.
public struct PrivateServer: Sendable {
  /// Where it lives.
  public let home: ServerHome
  /// The programs it is made and run with.
  public let binaries: ServerBinaries
  let account: ServerAccount
  let settings: ServerSettings

  /// Describes a server; nothing is looked at or started yet.
  ///
  /// Throws `binariesMissing` where root finds no `postgres` user to run it, `configuration` for a user without
  /// a name.
  public init(home: ServerHome, binaries: ServerBinaries) throws(LocalServerError) {
    try self.init(home: home, binaries: binaries, settings: ServerSettings())
  }

  init(home: ServerHome, binaries: ServerBinaries, settings: ServerSettings) throws(LocalServerError) {
    self.home = home
    self.binaries = binaries
    self.settings = settings
    account = try ServerAccount.current()
  }

  /// Makes sure that the server runs and answers: its address.
  ///
  /// Idempotent; where it runs already this is one conversation over the socket. A server that starts, recovers
  /// from a crash or stops is waited for, at most `timeoutSeconds`. Whatever a killed server or program left
  /// behind is cleared away. Throws `configuration` for a place that cannot be used or data of another major
  /// version, `busy` where it is still recovering at the end, `unreachable` with the server's own words where it
  /// does not start. After an error the call can be repeated.
  public func ensureRunning(timeoutSeconds: Int = 120) throws(LocalServerError) -> ServerAddress {
    if case .ready(let server) = ask() {
      try limitLog()
      return server.address
    }
    try prepareHome()
    let deadline = ContinuousClock.now + .seconds(timeoutSeconds)
    return try FileLock.holding(home.lockFile, account: account, timeoutSeconds: timeoutSeconds) {
      () throws(LocalServerError) -> ServerAddress in
      try bringUp(until: deadline, timeoutSeconds: timeoutSeconds)
    }
  }

  /// What there is at the moment; changes nothing.
  public func status() -> ServerStatus {
    guard let version = home.dataMajorVersion else { return .absent }
    switch ask() {
    case .ready(let server): return .running(server)
    case .later(let processID): return .unready(processID: processID)
    case .silent:
      guard let processID = postmaster else { return .stopped(majorVersion: version) }
      return .unready(processID: processID)
    }
  }

  /// The address of the running server, or the one it would have after a start.
  public var address: ServerAddress {
    if let running = PostmasterFile(dataDirectory: home.dataDirectory)?.address { return running }
    return ServerAddress(socketDirectory: home.socketDirectory, port: ServerHome.port)
  }

  /// A libpq URL of one of its databases, which the same user's `psql` accepts. Starts nothing.
  public func url(database: String) -> String { address.url(database: database) }

  /// The same as a libpq connection string. Starts nothing.
  public func conninfo(database: String) -> String { address.conninfo(database: database) }

  /// The process id of the server's first process, nil where it does not live.
  var postmaster: Int32? {
    guard let file = PostmasterFile(dataDirectory: home.dataDirectory),
      ProcessTable.isServer(file.processID, of: home.dataDirectory)
    else { return nil }
    return file.processID
  }
}
