import LocalServer
public import Postgres

/// A database that one test case has for itself.
public struct Database: Sendable {
  @TaskLocal static var lent: Database?

  /// Its name.
  public let name: String
  /// Its connection string.
  public let url: String

  /// The database of the test case that runs. Throws outside of a test or suite with the trait `.database`. Task-local:
  /// for another thread, take it before.
  public static var current: Database {
    get throws {
      guard let lent else { throw NoDatabase() }
      return lent
    }
  }

  /// Its connection string with one more parameter, which wins over one of the same name.
  public func url(with keyword: String, _ value: String) -> String { Self.adding(keyword, value, to: url) }

  static func adding(_ keyword: String, _ value: String, to conninfo: String) -> String {
    guard conninfo.contains("://") else {
      let escaped = value.flatMap { $0 == "'" || $0 == "\\" ? "\\\($0)" : "\($0)" }
      return "\(conninfo) \(keyword)='\(String(escaped))'"
    }
    let encoded = value.utf8.map { ($0 < 16 ? "%0" : "%") + String($0, radix: 16) }.joined()
    return "\(conninfo)\(conninfo.contains("?") ? "&" : "?")\(keyword)=\(encoded)"
  }

  /// Opens a connection as the role that owns the database.
  public func connect(file: String = #fileID, line: Int = #line) throws -> Connection {
    try Connection(ConnectionTarget(url), applicationName: "rollcall-tests", file: file, line: line)
  }

  /// Opens a connection as the superuser, which only the tests' own server allows.
  public func connectAsSuperuser(file: String = #fileID, line: Int = #line) throws -> Connection {
    let url = try Cluster.shared.url(database: name, user: ServerAddress.superuser)
    return try Connection(ConnectionTarget(url), applicationName: "rollcall-tests", file: file, line: line)
  }
}

/// A test asked for a database that it was not given.
struct NoDatabase: Error, CustomStringConvertible {
  var description: String { "there is no database here: give the test or its suite the trait .database" }
}

/// What many test cases start from, prepared once for the process and copied for each.
public struct DatabaseTemplate: Sendable {
  let name: String
  let prepare: @Sendable (inout Connection) throws -> Void

  /// A template by its name. Templates of one name are taken to be the same: the first closure that is needed runs, once,
  /// on an empty database of the same locale as every other.
  public init(_ name: String, prepare: @escaping @Sendable (inout Connection) throws -> Void) {
    self.name = name
    self.prepare = prepare
  }
}
