import Foundation
import PostgresTesting
import Testing

@testable import Postgres

@Suite(.database) struct FailureTests {
  @Test(
    "A session that is ended during a statement is told with 57P01 within a second; every call after it is refused"
  )
  func terminated() throws {
    let database = try Database.current
    var connection = try database.connect()
    let session = try connection.session()
    let start = ContinuousClock.now
    Thread.detachNewThread {
      Thread.sleep(forTimeInterval: 0.1)
      if var killer = try? database.connect() { try? killer.terminate(session) }
    }
    let error = try refusal { _ = try connection.run("SELECT pg_sleep(30)") }
    #expect(error.sqlState == .adminShutdown && error.severity == "FATAL")
    #expect(error.kind == .connectionLost && error.spoils == .connection && !error.isSafeToRetry)
    #expect(ContinuousClock.now - start < .seconds(5))
    for _ in 1...2 {
      let errors = try [
        refusal { _ = try connection.run("SELECT 1") }, refusal { try connection.script("SELECT 1") },
        refusal { try connection.forEachRow("SELECT 1") { _ in } },
        refusal { _ = try connection.copyIn("COPY a FROM STDIN (FORMAT binary)") { _ in } },
        refusal { _ = try connection.copyOut("COPY a TO STDOUT") { _ in } },
        refusal { _ = try connection.transaction { _ in } },
      ]
      for error in errors { #expect(error.kind == .connectionLost && error.spoils == .connection) }
    }
    #expect(connection.makeCanceller()?.cancel() != true)
    connection.close()
  }

  @Test("A session that ends while rows stream, or blocks of a COPY, breaks them off with its reason")
  func terminatedStream() throws {
    var killer = try Database.current.connect()
    var connection = try Database.current.connect()
    let session = try connection.session()
    let error = try refusal {
      try connection.forEachRow("SELECT generate_series(1, 100000000)") { row in
        if try row.value(0) == 1 { try killer.terminate(session) }
      }
    }
    #expect(error.spoils == .connection && error.kind == .connectionLost)
    #expect(error.sqlState == .adminShutdown || error.sqlState == nil)
    var other = try Database.current.connect()
    let second = try other.session()
    var blocks = 0
    let copy = try refusal {
      _ = try other.copyOut("COPY (SELECT generate_series(1, 100000000)) TO STDOUT") { _ in
        blocks += 1
        if blocks == 1 { try killer.terminate(second) }
      }
    }
    #expect(copy.spoils == .connection && copy.kind == .connectionLost)
  }

  @Test("Every field of the server's error is readable, in UTF-8")
  func fields() throws {
    var connection = try Database.current.connect()
    let raised = try refusal {
      try connection.script(
        """
        DO $$ BEGIN RAISE EXCEPTION 'größer €' USING ERRCODE = 'XY123', DETAIL = 'détail', HINT = 'indice',
          SCHEMA = 's', TABLE = 't', COLUMN = 'c', CONSTRAINT = 'k'; END $$
        """)
    }
    #expect(
      raised.severity == "ERROR" && raised.sqlState?.rawValue == "XY123" && raised.message == "größer €")
    #expect(raised.detail == "détail" && raised.hint == "indice" && raised.context?.contains("RAISE") == true)
    #expect(raised.schema == "s" && raised.table == "t" && raised.column == "c" && raised.constraint == "k")
    let mistyped = try refusal { _ = try connection.run("SELECT nothing FROM pg_class") }
    #expect(mistyped.position == 8 && mistyped.sqlState?.rawValue == "42703")
    #expect(mistyped.statement == "SELECT nothing FROM pg_class")
  }

  @Test("The violation of each kind of constraint has its code and the constraint's name")
  func constraints() throws {
    var connection = try Database.current.connect()
    try connection.script(
      """
      CREATE TABLE parent (n int CONSTRAINT parent_once PRIMARY KEY);
      CREATE TABLE child (n int NOT NULL CONSTRAINT child_of REFERENCES parent, m int CONSTRAINT positive CHECK (m > 0),
        CONSTRAINT apart EXCLUDE USING btree (m WITH =));
      INSERT INTO parent VALUES (1); INSERT INTO child VALUES (1, 1)
      """)
    func check(_ sql: SQL, _ state: SQLState, _ constraint: String?, _ column: String? = nil) throws {
      let error = try refusal { try connection.execute(sql) }
      #expect(error.sqlState == state && error.constraint == constraint && error.column == column)
      #expect(SQLState.Class.integrityViolation ~= state && !error.isSafeToRetry)
      #expect(error.spoils == .nothing)
    }
    try check("INSERT INTO parent VALUES (1)", .uniqueViolation, "parent_once")
    try check("INSERT INTO child VALUES (2, 2)", .foreignKeyViolation, "child_of")
    try check("INSERT INTO child VALUES (1, -1)", .checkViolation, "positive")
    try check("INSERT INTO child VALUES (1, 1)", .exclusionViolation, "apart")
    try check("INSERT INTO child VALUES (NULL, 3)", .notNullViolation, nil, "n")
  }

  @Test("Notices are delivered in order, with their severity; without a handler they are dropped")
  func notices() throws {
    var connection = try Database.current.connect()
    try connection.script("DO $$ BEGIN RAISE NOTICE 'unheard'; END $$")
    let heard = Notes()
    connection.onNotice { heard.add("\($0): \($1)") }
    try connection.script(
      "SET client_min_messages = debug1; DO $$ BEGIN RAISE NOTICE 'é'; RAISE WARNING 'b'; RAISE INFO 'c'; RAISE DEBUG 'd'; END $$"
    )
    #expect(heard.all == ["NOTICE: é", "WARNING: b", "INFO: c", "DEBUG: d"])
    _ = try? connection.run("SELECT 1/0")
    #expect(try connection.answers())
    connection.onNotice { _, _ in heard.add("replaced") }
    try connection.script("DO $$ BEGIN RAISE NOTICE 'e'; END $$")
    #expect(heard.all.last == "replaced" && heard.all.count == 5)
  }

  @Test("A result outlives its connection, and so does nothing else of it")
  func resultOutlives() throws {
    var connection = try Database.current.connect()
    let heard = Notes()
    connection.onNotice { heard.add($1) }
    let result = try connection.run("SELECT n, 'é' AS word FROM generate_series(1, 3) n")
    connection.close()
    let rows = try result.map { (row) throws(PostgresError) in
      #expect(row.columnName(7) == nil && row.columnName(1) == "word")
      return try row.columns((Int, String).self)
    }
    #expect(rows.map(\.0) == [1, 2, 3] && rows.allSatisfy { $0.1 == "é" })
    #expect(result.tag == "SELECT 3" && result.affectedRows == 3)
    #expect(heard.all.isEmpty)
  }

  @Test("An error names the line of the call, whatever the verb")
  func callSite() throws {
    var connection = try Database.current.connect()
    var lines: [Int] = []
    var errors: [PostgresError] = []
    func note(_ line: Int = #line, _ body: () throws -> Void) throws {
      lines.append(line)
      errors.append(try refusal { try body() })
    }
    try note { _ = try connection.run("SELEC") }
    try note { try connection.execute("SELEC") }
    try note { try connection.script("SELEC") }
    try note { _ = try connection.value("SELEC", as: Int.self) }
    try note { _ = try connection.values("SELECT 'a'", as: Int.self) }
    try note { _ = try connection.value("SELECT 'a'", as: Int.self) }
    let result = try connection.run("SELECT 1")
    try note { _ = try result.map { (row) throws(PostgresError) in try row.value(1, as: Int.self) } }
    try note { try connection.forEachRow("SELECT 1/0") { _ in } }
    try note { _ = try connection.copyIn("COPI") { _ in } }
    try note { _ = try connection.copyOut("COPI") { _ in } }
    try note { _ = try connection.transaction { try $0.execute("SELEC") } }
    try note { _ = try connection.transaction { _ = try? $0.execute("SELEC") } }
    try note { _ = try connection.transaction { try $0.savepoint { _ = try $0.run("SELECT \("\0")") } } }
    try note { _ = try ConnectionTarget("host") }
    try note { _ = try Connection(ConnectionTarget("host=/nowhere")) }
    #expect(errors.map(\.line) == lines)
    #expect(
      errors.allSatisfy { $0.file == #fileID && $0.description.contains("FailureTests.swift:\($0.line)") })
  }
}
