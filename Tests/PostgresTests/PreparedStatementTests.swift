import PostgresTesting
import Testing

@testable import Postgres

/// What is prepared, and what becomes of it.
@Suite(.database) struct PreparedStatementTests {
  private func prepared(on connection: inout Connection) throws -> Set<String> {
    Set(try connection.values("SELECT statement FROM pg_prepared_statements", as: String.self))
  }

  private func connectToTable() throws -> Connection {
    var connection = try Database.current.connect()
    try connection.script("CREATE TABLE kept (n int); INSERT INTO kept VALUES (1), (2)")
    return connection
  }

  @Test(
    "A statement that is run for the fifth time is prepared, once for its text and types; the answers stay the same"
  )
  func threshold() throws {
    var connection = try connectToTable()
    for run in 1...12 {
      #expect(
        try connection.value("SELECT n + \(run) FROM kept WHERE n = \(Int32(1))", as: Int.self) == run + 1)
      let count = try connection.value("SELECT count(*) FROM pg_prepared_statements", as: Int.self)
      // From its own fifth run on the question counts as well.
      #expect(count == (run < 5 ? 0 : 2), "run \(run)")
    }
    #expect(try prepared(on: &connection).contains("SELECT n + $1 FROM kept WHERE n = $2"))
    // Other types are another statement.
    for run in 1...12 {
      #expect(
        try connection.value("SELECT n + \(Int32(run)) FROM kept WHERE n = \(1)", as: Int.self) == run + 1)
    }
    #expect(try connection.value("SELECT count(*) FROM pg_prepared_statements", as: Int.self) == 3)
  }

  @Test("Nothing is prepared where that was not wanted, and never what is no query")
  func never() throws {
    var connection = try Connection(ConnectionTarget(Database.current.url), preparing: .never)
    for _ in 1...8 { #expect(try connection.answers()) }
    #expect(try prepared(on: &connection) == [])
    var automatic = try Database.current.connect()
    for _ in 1...8 { try automatic.execute("SET work_mem = '8MB'") }
    #expect(try prepared(on: &automatic) == [])
  }

  @Test("After DISCARD ALL and DEALLOCATE, also out of our sight, every statement is answered")
  func discarded() throws {
    var connection = try connectToTable()
    try connection.script(
      """
      CREATE FUNCTION discard() RETURNS void LANGUAGE plpgsql AS $$ BEGIN EXECUTE 'DEALLOCATE ALL'; END $$
      """)
    for spoiler: SQL in ["DISCARD ALL", "DEALLOCATE ALL", "SELECT discard()"] {
      for _ in 1...8 { #expect(try connection.value("SELECT max(n) FROM kept", as: Int.self) == 2) }
      #expect(try prepared(on: &connection).contains("SELECT max(n) FROM kept"))
      _ = try connection.run(spoiler)
      for _ in 1...8 { #expect(try connection.value("SELECT max(n) FROM kept", as: Int.self) == 2) }
      #expect(try prepared(on: &connection).contains("SELECT max(n) FROM kept"))
    }
  }

  @Test(
    "Where a table changes under a statement, it is read anew; in a transaction that says that it may be repeated"
  )
  func changedTable() throws {
    var connection = try connectToTable()
    var other = try Database.current.connect()
    func columns() throws -> Int { try connection.run("SELECT * FROM kept").columnNames.count }
    for _ in 1...8 { #expect(try columns() == 1) }
    try other.execute("ALTER TABLE kept ADD COLUMN m int")
    #expect(try columns() == 2)
    for _ in 1...8 { #expect(try columns() == 2) }

    try other.execute("ALTER TABLE kept ADD COLUMN l int")
    var runs = 0
    let error = try refusal {
      try connection.transaction { transaction in _ = try transaction.run("SELECT * FROM kept") }
    }
    #expect(error.sqlState == .featureNotSupported && error.spoils == .transaction && error.isSafeToRetry)
    try other.execute("ALTER TABLE kept ADD COLUMN k int")
    for _ in 1...8 { #expect(try columns() == 4) }
    try other.execute("ALTER TABLE kept ADD COLUMN j int")
    try connection.transaction(attempts: 2) { transaction in
      runs += 1
      let result = try transaction.run("SELECT * FROM kept")
      #expect(result.columnNames.count == 5)
    }
    #expect(runs == 2)
  }

  @Test(
    "A prepared statement that fails, or that fails to be prepared, fails as any other and leaves nothing behind"
  )
  func failures() throws {
    var connection = try connectToTable()
    for _ in 1...8 {
      #expect(try refusal { _ = try connection.run("SELECT 1 / \(0)") }.sqlState == .divisionByZero)
      #expect(try refusal { _ = try connection.run("SELECT missing") }.sqlState?.rawValue == "42703")
      #expect(try refusal { _ = try connection.run("SELECT 1; SELECT 2") }.sqlState == .syntaxError)
    }
    #expect(try prepared(on: &connection) == ["SELECT 1 / $1"])
    // Somebody else's prepared statements are their own affair.
    let unknown = try refusal { _ = try connection.run("EXECUTE missing") }
    #expect(unknown.sqlState == .invalidSQLStatementName && !unknown.isSafeToRetry)
    try connection.execute("PREPARE twice AS SELECT 1")
    #expect(try refusal { try connection.execute("PREPARE twice AS SELECT 1") }.sqlState?.rawValue == "42P05")
  }

  @Test("Of many statements those not used for longest give way, on the server too")
  func bounded() throws {
    var connection = try Database.current.connect()
    for number in 1...(PreparedStatements.capacity * 3) {
      for _ in 1...6 { _ = try connection.run("SELECT \(trusted: String(number))") }
    }
    #expect(try prepared(on: &connection).count <= PreparedStatements.capacity)
    #expect(try connection.value("SELECT 1", as: Int.self) == 1)
  }

  @Test("A value that does not fit a prepared statement's parameter is refused before it is sent")
  func misuse() throws {
    var connection = try Database.current.connect()
    for _ in 1...8 { #expect(try connection.value("SELECT \("a")::text", as: String.self) == "a") }
    let error = try refusal { _ = try connection.run("SELECT \("a\0b")::text") }
    #expect(error.kind == .misuse && error.message.contains("NUL"))
    #expect(try connection.value("SELECT \(String?.none)::text", as: String?.self) == .some(nil))
  }
}
