import PostgresTesting
import Testing

@testable import Postgres

/// Many statements in one go.
@Suite(.database) struct PipelineTests {
  private func connectToTable() throws -> Connection {
    var connection = try Database.current.connect()
    try connection.script(
      "CREATE TABLE kept (n int, CONSTRAINT once UNIQUE (n) DEFERRABLE INITIALLY DEFERRED, CHECK (n <> 13))")
    return connection
  }

  private func inserts(_ numbers: some Sequence<Int>) -> some Sequence<SQL> {
    numbers.lazy.map { "INSERT INTO kept VALUES (\($0))" }
  }

  @Test(
    "Every statement is run, in order; each answer comes to its own place, and the affected rows are added up"
  )
  func order() throws {
    var connection = try connectToTable()
    for count in [0, 1, 63, 64, 65, 1000] {
      var answers: [Int] = []
      let affected = try connection.pipeline(
        (0..<count).lazy.map { "SELECT \($0) FROM generate_series(1, 2)" }
      ) {
        place, result in
        let number = try result.first { (row) throws(PostgresError) in try row.value(0, as: Int.self) }
        #expect(number == place && result.count == 2)
        answers.append(place)
      }
      #expect(answers == Array(0..<count) && affected == count * 2)
      #expect(try connection.answers())
    }
    #expect(try connection.pipeline(inserts(100..<400)) == 300)
    #expect(try connection.count("kept") == 300)
  }

  @Test(
    "Where one fails none is kept; the error is that of the first, with its number, and the connection goes on"
  )
  func firstFailure() throws {
    var connection = try connectToTable()
    for place in [1, 4, 64, 200] {
      let numbers = (1...300).map { $0 == place ? 13 : $0 + 1000 }
      let error = try refusal { try connection.pipeline(inserts(numbers)) }
      #expect(error.sqlState == .checkViolation && error.statementNumber == place && error.spoils == .nothing)
      #expect(error.description.contains("statement \(place) of the pipeline"))
      #expect(try connection.count("kept") == 0)
    }
    // The next group is its own affair.
    #expect(try connection.pipeline(inserts(1...4)) == 4)
  }

  @Test(
    "A statement that cannot even be read is told like any other, and leaves no prepared statement behind")
  func unreadable() throws {
    var connection = try connectToTable()
    let statements: [SQL] = ["INSERT INTO kept VALUES (1)", "SELEC 2", "INSERT INTO kept VALUES (3)"]
    let error = try refusal { try connection.pipeline(statements) }
    #expect(error.sqlState == .syntaxError && error.statementNumber == 2)
    #expect(try connection.count("kept") == 0)
    #expect(try connection.count("pg_prepared_statements") == 0)
  }

  @Test(
    "A constraint that is checked at the end fails the whole, and so does what the reader of the answers throws"
  )
  func lateFailures() throws {
    var connection = try connectToTable()
    let error = try refusal { try connection.pipeline(inserts([1, 2, 1])) }
    #expect(error.sqlState == .uniqueViolation && error.constraint == "once")
    #expect(throws: OwnError()) {
      try connection.pipeline(inserts(1001...1500)) { place, _ in if place == 70 { throw OwnError() } }
    }
    #expect(try connection.count("kept") == 0)
    #expect(try connection.answers())
  }

  @Test("In a transaction a pipeline is a part of it, and fails with it")
  func inTransaction() throws {
    var connection = try connectToTable()
    try connection.transaction { transaction in
      try transaction.pipeline(inserts(1001...1100))
      let error = try refusal {
        try transaction.savepoint { inner in _ = try inner.pipeline(inserts([101, 13, 102])) }
      }
      #expect(error.statementNumber == 2 && error.spoils == .transaction)
      #expect(throws: OwnError()) {
        try transaction.savepoint { inner in
          _ = try inner.pipeline(inserts(201...300)) { _, _ in throw OwnError() }
        }
      }
      #expect(try transaction.value("SELECT count(*) FROM kept", as: Int.self) == 100)
    }
    #expect(try connection.count("kept") == 100)
  }

  @Test("What cannot be sent, and COPY, is refused by its number's place; nothing before it is kept")
  func misuse() throws {
    var connection = try connectToTable()
    for bad: SQL in ["SELECT \("\0")", "COPY kept TO STDOUT", "copy kept from stdin"] {
      let error = try refusal { try connection.pipeline(["INSERT INTO kept VALUES (1)", bad]) }
      #expect(error.kind == .misuse && error.spoils == .nothing)
      #expect(try connection.count("kept") == 0)
    }
  }

  @Test("A statement that was prepared before is used, and its plan may have become stale")
  func prepared() throws {
    var connection = try connectToTable()
    for _ in 1...8 { _ = try connection.run("SELECT * FROM kept") }
    #expect(try connection.pipeline(["SELECT * FROM kept", "SELECT * FROM kept"]) == 0)
    var other = try Database.current.connect()
    try other.execute("ALTER TABLE kept ADD COLUMN m int")
    let error = try refusal { try connection.pipeline(["SELECT * FROM kept"]) }
    #expect(error.isSafeToRetry && error.statementNumber == 1)
    #expect(try connection.pipeline(["SELECT * FROM kept"]) == 0)
  }

  @Test("A session that ends in the middle is told with its reason, and nothing is kept")
  func ended() throws {
    var connection = try connectToTable()
    var killer = try Database.current.connect()
    let session = try connection.session()
    let error = try refusal {
      try connection.pipeline(inserts(1001...100_000)) { place, _ in
        if place == 1000 { try killer.terminate(session) }
      }
    }
    #expect(error.spoils == .connection && error.kind == .connectionLost)
    #expect(try killer.count("kept") == 0)
    #expect(throws: PostgresError.self) { try connection.pipeline(["SELECT 1"]) }
  }

  @Test("Large statements with large answers block neither side")
  func large() throws {
    var connection = try Database.current.connect()
    let text = String(repeating: "x", count: 1 << 20)
    var bytes = 0
    try connection.pipeline((1...40).lazy.map { _ in "SELECT \(text)::text" }) { _, result in
      bytes +=
        try result.first { (row) throws(PostgresError) in try row.value(0, as: String.self) }?.utf8.count ?? 0
    }
    #expect(bytes == 40 << 20)
  }
}
