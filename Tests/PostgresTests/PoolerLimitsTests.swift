import CLibpq
import PostgresTesting
import Testing

@testable import Postgres

/// What a pooler in transaction mode takes away: whatever belongs to a session. A connection gets its next session from
/// whoever gave one back last, so that a caller of this module must not rely on any of it.
@Suite(.database, .enabled(if: Cluster.isPrivate && Pooler.isInstalled))
struct PoolerLimitsTests {
  /// A connection whose first session is told, and a second one that keeps that session in a transaction meanwhile.
  private func inOtherSession(
    after first: String, of connection: inout Connection, beside pooler: Pooler,
    _ body: (inout Connection) throws -> Void
  ) throws {
    try connection.script(first)
    let before = try connection.session()
    var other = try pooler.connect()
    try other.transaction { transaction in
      let held = try transaction.value("SELECT pg_backend_pid()", as: Int32.self)
      #expect(held == before)
      let now = try connection.session()
      #expect(now != before)
      try body(&connection)
    }
  }

  private func check(
    after first: String, _ body: (inout Connection) throws -> Void
  ) throws {
    let pooler = try Pooler(to: Database.current, sessions: 2)
    defer { pooler.stop() }
    var connection = try pooler.connect()
    try inOtherSession(after: first, of: &connection, beside: pooler, body)
  }

  @Test("A setting of the session does not go along to the next one")
  func setting() throws {
    try check(after: "SET statement_timeout = '77s'") { connection in
      let timeout = try connection.value("SHOW statement_timeout", as: String.self)
      #expect(timeout == "0")
    }
  }

  @Test("A setting of the session is left to whoever gets it next")
  func settingLeaks() throws {
    let pooler = try Pooler(to: Database.current)
    defer { pooler.stop() }
    var first = try pooler.connect()
    var second = try pooler.connect()
    try first.script("SET statement_timeout = '77s'")
    #expect(try second.value("SHOW statement_timeout", as: String.self) == "77s")
  }

  @Test("A channel that was listened to is not listened to any more")
  func listen() throws {
    try check(after: "LISTEN news") { connection in
      let channels = try connection.values("SELECT pg_listening_channels()", as: String.self)
      #expect(channels.isEmpty)
    }
  }

  @Test("A lock of the session cannot be given back, and shuts out nobody who gets the same session")
  func sessionLock() throws {
    try check(after: "SELECT pg_advisory_lock(7)") { connection in
      let isReleased = try connection.value("SELECT pg_advisory_unlock(7)", as: Bool.self)
      #expect(isReleased == false)
    }
    let pooler = try Pooler(to: Database.current)
    defer { pooler.stop() }
    var first = try pooler.connect()
    var second = try pooler.connect()
    #expect(try first.value("SELECT pg_try_advisory_lock(8)") == true)
    #expect(try second.value("SELECT pg_try_advisory_lock(8)") == true)
  }

  @Test("A temporary table, a cursor held over the commit and a prepared statement are gone")
  func objects() throws {
    try check(after: "CREATE TEMPORARY TABLE passing (n int)") { connection in
      let error = try refusal { _ = try connection.run("SELECT * FROM passing") }
      #expect(error.sqlState == .undefinedTable && error.spoils == .nothing)
    }
    try check(after: "BEGIN; DECLARE held CURSOR WITH HOLD FOR SELECT 1; COMMIT") { connection in
      let error = try refusal { _ = try connection.run("FETCH held") }
      #expect(error.sqlState?.rawValue == "34000" && error.spoils == .nothing)
    }
    try check(after: "PREPARE kept AS SELECT 1") { connection in
      let error = try refusal { _ = try connection.run("EXECUTE kept") }
      #expect(error.sqlState?.rawValue == "26000" && error.spoils == .nothing)
    }
  }

  @Test("A temporary table that ends with its transaction serves within it")
  func temporaryTable() throws {
    let pooler = try Pooler(to: Database.current)
    defer { pooler.stop() }
    var first = try pooler.connect()
    var second = try pooler.connect()
    for _ in 1...2 {
      #expect(try first.countOfTemporaryTable() == 2)
      #expect(try second.countOfTemporaryTable() == 2)
    }
  }

  // From version 1.21 on the pooler can be told to prepare the statement again; from 1.24 on it does so by default.
  @Test(
    "A statement prepared under a name through the protocol is unknown in the next session",
    .enabled(if: Pooler.version < (1, 21)))
  func protocolPrepare() throws {
    let pooler = try Pooler(to: Database.current, sessions: 2)
    defer { pooler.stop() }
    var connection = try pooler.connect()
    let prepared = unsafe PQprepare(connection.wire.connection, "kept", "SELECT 1", 0, nil)
    #expect(unsafe PQresultStatus(prepared) == PGRES_COMMAND_OK)
    unsafe PQclear(prepared)
    try inOtherSession(after: "SELECT 1", of: &connection, beside: pooler) { connection in
      let executed = unsafe PQexecPrepared(connection.wire.connection, "kept", 0, nil, nil, nil, 1)
      let state = unsafe PQresultErrorField(executed, Int32(UInt8(ascii: "C"))).map {
        unsafe String(cString: $0)
      }
      unsafe PQclear(executed)
      #expect(state == "26000")
    }
  }

  @Test("A setting sent with the login is refused, and the error names it")
  func startupParameter() throws {
    let pooler = try Pooler(to: Database.current)
    defer { pooler.stop() }
    let target = try ConnectionTarget(pooler.url + " options='-c geqo=off'")
    let error = try refusal { _ = try Connection(target) }
    #expect(error.kind == .cannotConnect && error.message.contains("unsupported startup parameter: options"))
    #expect(error.sqlState?.rawValue == "08P01" && !error.isSafeToRetry)
  }
}

extension Connection {
  fileprivate mutating func countOfTemporaryTable() throws -> Int {
    try transaction { transaction in
      try transaction.script("CREATE TEMPORARY TABLE passing (n int) ON COMMIT DROP")
      return try transaction.execute("INSERT INTO passing VALUES (1), (2)")
    }
  }
}
