import Foundation
public import LocalServer
import Postgres
import Synchronization

/// The server that the tests of one process use: a throw-away server of their own, started by the first test that asks
/// for it and gone with the process; or the one that `ROLLCALL_TEST_DATABASE` names by a libpq URL or conninfo string,
/// whose role must be allowed to create databases.
public final class Cluster: Sendable {
  private static let outcome = Result { try Cluster() }

  /// The cluster of this process. Throws where no server could be started, the same error to every test.
  public static var shared: Cluster {
    get throws { try outcome.get() }
  }

  /// The variable that names another server.
  public static let variable = "ROLLCALL_TEST_DATABASE"
  /// Whether the server is the tests' own, so that they may stop its sessions and change its settings.
  public static var isPrivate: Bool { foreignServer == nil }

  private static var foreignServer: String? {
    ProcessInfo.processInfo.environment[variable].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The throw-away server; nil where another was named.
  public let server: EphemeralServer?
  // Where databases are created from.
  private let maintenance: String
  private let counter = Atomic(0)
  // A lock of the C library: the thread sanitizer does not see how a thread that waits for a Mutex is let in.
  private let lock = NSLock()
  // Touched under the lock only.
  nonisolated(unsafe) private var templates: [String: Result<String, any Error>] = [:]

  private init() throws {
    if let foreign = Self.foreignServer {
      server = nil
      maintenance = foreign
      // A server that outlives us must not keep what we made.
      atexit { try? Cluster.outcome.get().dropTemplates() }
    } else {
      // Conflicts between sessions are provoked on purpose: find them at once.
      let server = try EphemeralServer(settings: ["deadlock_timeout": "50ms", "wal_init_zero": "off"])
      self.server = server
      maintenance = server.url(database: "postgres")
    }
  }

  /// The connection string of a database, for the role that the tests connect as or for another (own server only).
  public func url(database: String, user: String? = nil) -> String {
    if let server { return server.address.url(database: database, user: user) }
    return Database.adding("dbname", database, to: maintenance)
  }

  /// Makes a database, empty or as a copy of what a template prepares.
  func makeDatabase(from template: DatabaseTemplate?) throws -> Database {
    let source = try template.map { try name(of: $0) }
    return try create(copying: source)
  }

  /// Removes a database, whoever is still connected to it.
  func drop(_ name: String) throws {
    var connection = try connect()
    try connection.execute("DROP DATABASE IF EXISTS \(identifier: name) WITH (FORCE)")
  }

  private func connect() throws -> Connection { try Connection(ConnectionTarget(maintenance)) }

  private func create(copying source: String?) throws -> Database {
    let number = counter.add(1, ordering: .relaxed).newValue
    let name = "rollcall_test_\(getpid())_\(number)"
    var connection = try connect()
    if let source {
      try connection.execute("CREATE DATABASE \(identifier: name) TEMPLATE \(identifier: source)")
    } else {
      // The one right locale, whatever the server's own is: byte order, and letters of every script.
      try connection.execute(
        """
        CREATE DATABASE \(identifier: name) TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'
        """)
    }
    return Database(name: name, url: url(database: name))
  }

  /// The name of the template's database, prepared by whoever asks first while the others wait.
  private func name(of template: DatabaseTemplate) throws -> String {
    try lock.withLock {
      if let known = unsafe templates[template.name] { return try known.get() }
      let outcome = Result { try prepare(template) }
      unsafe templates[template.name] = outcome
      return try outcome.get()
    }
  }

  private func prepare(_ template: DatabaseTemplate) throws -> String {
    let database = try create(copying: nil)
    do {
      // Closed at the end of this scope: a database that somebody is connected to cannot be copied.
      var connection = try database.connect()
      try template.prepare(&connection)
    } catch {
      try? drop(database.name)
      throw error
    }
    return database.name
  }

  private func dropTemplates() {
    let names = lock.withLock { unsafe templates.values.compactMap { try? $0.get() } }
    for name in names { try? drop(name) }
  }
}
