import Foundation
import Glibc
import LocalServer
import PostgresTesting
import Testing

@testable import Postgres

@Suite(.database) struct ConnectTests {
  private func refusedConnection(_ conninfo: String) throws -> PostgresError {
    let error = try refusal { _ = try Connection(ConnectionTarget(conninfo)) }
    #expect(error.kind == .cannotConnect && error.spoils == .connection)
    return error
  }

  @Test("A database or role that is not there is told with its code and its name, and leaves no socket open")
  func wrongName() throws {
    let database = try Database.current
    func sockets() throws -> Int {
      let files = FileManager.default
      return try files.contentsOfDirectory(atPath: "/proc/self/fd").count {
        (try? files.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)"))?.hasPrefix("socket:") == true
      }
    }
    let before = try sockets()
    for _ in 1...60 {
      let error = try refusedConnection(database.url(with: "dbname", "no_such_database"))
      #expect(error.sqlState == .invalidCatalogName && error.message.contains("no_such_database"))
      #expect(!error.isSafeToRetry)
    }
    // Other tests run beside this one and have some of their own.
    #expect(try sockets() < before + 30)
    let role = try refusedConnection(database.url(with: "user", "no_such_role"))
    #expect(role.sqlState.map { SQLState.Class.invalidAuthorization ~= $0 } == true)
  }

  @Test(
    "A wrong password is told with 28P01, and neither password ever shows", .enabled(if: Cluster.isPrivate))
  func wrongPassword() throws {
    let url = try PasswordRole.url(database: Database.current.name)
    var connection = try Connection(ConnectionTarget(url + "&password=" + PasswordRole.password))
    #expect(try connection.value("SELECT current_user", as: String.self) == PasswordRole.name)
    let wrong = try ConnectionTarget(url + "&password=Wr0ng-one")
    #expect(wrong.carriesPassword && !wrong.description.contains("Wr0ng"))
    var dumped = ""
    dump(wrong, to: &dumped)
    #expect(!dumped.contains("Wr0ng") && !String(reflecting: [wrong]).contains("Wr0ng"))
    let error = try refusal { _ = try Connection(wrong) }
    #expect(error.sqlState?.rawValue == "28P01" && !error.isSafeToRetry)
    #expect(!"\(error)".contains("Wr0ng") && !error.message.contains("Wr0ng"))
  }

  @Test("Where nothing listens that is told at once, and may be tried again")
  func nothingListens() throws {
    let (listener, port) = try Relay.listen()
    close(listener)
    let start = ContinuousClock.now
    let error = try refusedConnection("host=127.0.0.1 port=\(port)")
    #expect(error.sqlState == nil && error.isSafeToRetry)
    #expect(ContinuousClock.now - start < .seconds(1))
    #expect(try refusedConnection("host=/no/such/folder").message.contains("/no/such/folder"))
  }

  @Test("A host that takes the connection and says nothing costs one timeout")
  func deafHost() throws {
    let (listener, port) = try Relay.listen()
    defer { close(listener) }
    let start = ContinuousClock.now
    // libpq takes 1 for 2.
    let error = try refusedConnection("host=127.0.0.1 port=\(port) connect_timeout=1")
    #expect(error.message.contains("timeout") && error.isSafeToRetry)
    let time = ContinuousClock.now - start
    #expect(time > .seconds(1) && time < .seconds(3.5))
  }

  @Test("Of two hosts the second is used where the first is dead; where both are, the error names both")
  func twoHosts() throws {
    let target = try ConnectionTarget(Database.current.url)
    let (host, port) = (target.value(of: "host") ?? "", target.value(of: "port") ?? "")
    let rest = "user=\(target.value(of: "user") ?? "") dbname=\(try Database.current.name)"
    var connection = try Connection(ConnectionTarget("host=/dead,\(host) port=\(port),\(port) \(rest)"))
    #expect(try connection.answers())
    let error = try refusedConnection("host=/dead,/gone \(rest)")
    #expect(error.message.contains("/dead") && error.message.contains("/gone"))
  }

  @Test("A NUL in the application's name or the connection string is refused before anything is sent")
  func nul() throws {
    let target = try ConnectionTarget(Database.current.url)
    let name = try refusal { _ = try Connection(target, applicationName: "x\0user\0admin") }
    #expect(name.kind == .misuse)
    let string = try refusal { _ = try ConnectionTarget("application_name=x\0 user=admin") }
    #expect(string.kind == .misuse)
  }

  @Test(
    "The application's name arrives, and text is UTF-8 whatever the string says; a target's own name wins")
  func settings() throws {
    let database = try Database.current
    var connection = try Connection(
      ConnectionTarget(database.url(with: "client_encoding", "LATIN1")), applicationName: "it's é")
    #expect(connection.reportedSetting("client_encoding") == "UTF8")
    #expect(try connection.value("SELECT '€' || chr(233)", as: String.self) == "€é")
    #expect(connection.reportedSetting("no_such_setting") == nil)
    #expect(connection.serverVersion() >= 120_000)
    // The server keeps ASCII of the name only.
    #expect(connection.reportedSetting("application_name")?.hasPrefix("it's ") == true)
    let named = try Connection(ConnectionTarget(database.url(with: "application_name", "mine")))
    #expect(named.reportedSetting("application_name") == "mine")
  }

  @Test("A Unix socket and TCP give the same results", .enabled(if: Cluster.isPrivate))
  func socketAndTCP() throws {
    let relay = try Relay(to: Database.current)
    var local = try Database.current.connect()
    var remote = try Connection(ConnectionTarget(relay.url(of: Database.current)))
    let sql: SQL =
      "SELECT n, md5(n::text), n / 7.0::float8, NULLIF(n % 3, 0) FROM generate_series(1, \(2000)) n"
    let near = try local.run(sql).map { (row) throws(PostgresError) in try row.allColumns() }
    let far = try remote.run(sql).map { (row) throws(PostgresError) in try row.allColumns() }
    #expect(near == far && near.count == 2000)
    #expect(try local.value("SELECT inet_client_addr() IS NULL") == true)
  }
}

extension Row {
  fileprivate borrowing func allColumns() throws(PostgresError) -> String {
    let (number, digest, share, rest) = try columns((Int, String, Double, Int?).self)
    return "\(number) \(digest) \(share) \(rest ?? -1)"
  }
}

/// A role of the tests' own server that logs in by password.
private enum PasswordRole {
  static let name = "with_password"
  static let password = "R1ght-one"

  private static let outcome = Result {
    let cluster = try Cluster.shared
    guard let server = cluster.server else { throw OwnError() }
    let file = "\(server.directory)/server/data/pg_hba.conf"
    let rules = try String(contentsOfFile: file, encoding: .utf8)
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
    try handle.write(contentsOf: Data(("local all \(name) scram-sha-256\n" + rules).utf8))
    try handle.close()
    let url = cluster.url(database: "postgres", user: ServerAddress.superuser)
    var connection = try Connection(ConnectionTarget(url))
    try connection.script("CREATE ROLE \(name) LOGIN PASSWORD '\(password)'; SELECT pg_reload_conf()")
    let target = try ConnectionTarget(cluster.url(database: "postgres", user: name) + "&password=" + password)
    // The server reads its rules again some moments after it said that it would.
    for _ in 1...100 {
      if (try? Connection(target).close()) != nil { return }
      usleep(20_000)
    }
    throw OwnError()
  }

  static func url(database: String) throws -> String {
    try outcome.get()
    return try Cluster.shared.url(database: database, user: name)
  }
}
