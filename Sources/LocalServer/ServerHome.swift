import Glibc

/// Where a private server lives: a folder of its own, with fixed names inside.
///
/// ```
/// HOME/server/data            the data folder, complete or absent
/// HOME/server/socket          the Unix socket, unless its path would be too long
/// HOME/server/log             what the server says about itself
/// HOME/server/lock            held while somebody starts or stops it
/// HOME/server/rollcall.conf   our settings, included by data/postgresql.conf
/// ```
public struct ServerHome: Sendable, Equatable {
  /// The absolute path of the home itself.
  public let path: String
  /// The folder of the socket that a server started now would use, at most 107 bytes with the socket's name.
  public let socketDirectory: String

  /// The port is only a part of the socket's name: nothing listens on a network.
  public static let port = 5432

  /// Finds the home: `ROLLCALL_HOME`, else `/var/lib/rollcall` as root, else `$XDG_DATA_HOME/rollcall`, else
  /// `~/.local/share/rollcall`.
  ///
  /// Empty variables count as absent, and so does a relative `XDG_DATA_HOME`, as the XDG base directory
  /// specification asks. Throws `configuration` where no home can be told.
  public init(environment: [String: String], asRoot: Bool? = nil) throws(LocalServerError) {
    let asRoot = asRoot ?? ServerAccount.isRoot
    func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    let chosen: String
    if let named = variable("ROLLCALL_HOME") {
      chosen = try Self.absolute(named)
    } else if asRoot {
      chosen = "/var/lib/rollcall"
    } else if let data = variable("XDG_DATA_HOME"), data.hasPrefix("/") {
      chosen = "\(data)/rollcall"
    } else if let home = variable("HOME") ?? PasswordEntry(userID: geteuid())?.home, home.hasPrefix("/") {
      chosen = "\(home)/.local/share/rollcall"
    } else {
      throw LocalServerError(
        .configuration, "There is no home directory for the private server.",
        hint: "Set ROLLCALL_HOME to a directory of your own.")
    }
    try self.init(directory: chosen, environment: environment, asRoot: asRoot)
  }

  /// The home at a given absolute path.
  ///
  /// Throws `configuration` for a path with control characters (it could not be written into a settings file).
  public init(
    directory: String, environment: [String: String] = [:], asRoot: Bool? = nil
  ) throws(LocalServerError) {
    guard !directory.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) else {
      throw LocalServerError(
        .configuration, "The private server's directory has control characters in its name.",
        hint: "Set ROLLCALL_HOME to another place.")
    }
    // `//a/./b/` is `/a/b`; `..` stays, because behind a link it means something else.
    let parts = directory.split(separator: "/").filter { $0 != "." }
    path = "/" + parts.joined(separator: "/")
    socketDirectory =
      SocketPlace(home: path, environment: environment, asRoot: asRoot ?? ServerAccount.isRoot).path
  }

  /// Everything of the server's is below this folder.
  public var serverDirectory: String { path == "/" ? "/server" : "\(path)/server" }
  /// PostgreSQL's data folder.
  public var dataDirectory: String { "\(serverDirectory)/data" }
  /// The file the server writes its messages to.
  public var logFile: String { "\(serverDirectory)/log" }
  /// The file that is locked while the server's state changes.
  public var lockFile: String { "\(serverDirectory)/lock" }
  /// The settings Rollcall owns.
  public var settingsFile: String { "\(serverDirectory)/rollcall.conf" }

  /// The version of PostgreSQL that made the data folder, nil without one.
  public var dataMajorVersion: Int? {
    guard let text = Files.text(at: "\(dataDirectory)/PG_VERSION") else { return nil }
    return Int(text.prefix { $0.isNumber })
  }

  private static func absolute(_ path: String) throws(LocalServerError) -> String {
    if path.hasPrefix("/") { return path }
    guard let folder = Files.realPath(".") else {
      throw LocalServerError(
        .configuration, "ROLLCALL_HOME is the relative path \(path), and the working directory is gone.",
        hint: "Set ROLLCALL_HOME to an absolute path.")
    }
    return "\(folder)/\(path)"
  }
}
