import PostgresTesting
import Testing

@testable import Postgres

@Suite(.database) struct TransactionTests {
  /// A connection with a table `kept` of one unique number.
  private func connectToTable() throws -> Connection {
    var connection = try Database.current.connect()
    try connection.script("CREATE TABLE kept (n int CONSTRAINT one UNIQUE DEFERRABLE INITIALLY DEFERRED)")
    return connection
  }

  @Test(
    "What a transaction did is kept when its closure returns, and taken back when it throws its own error")
  func commitAndRollback() throws {
    var connection = try connectToTable()
    let value = try connection.transaction { transaction in
      try transaction.execute("INSERT INTO kept VALUES (1)")
      return 17
    }
    #expect(value == 17)
    #expect(throws: OwnError()) {
      try connection.transaction { transaction in
        try transaction.execute("INSERT INTO kept VALUES (2)")
        throw OwnError()
      }
    }
    #expect(try connection.values("SELECT n FROM kept", as: Int.self) == [1])
    #expect(!connection.wire.isInTransaction)
  }

  @Test(
    "After a failed statement every other fails with 25P02 until the end, and says that the transaction is spoiled"
  )
  func failedStatement() throws {
    var connection = try connectToTable()
    let error = try refusal {
      try connection.transaction { transaction in
        let first = try refusal { _ = try transaction.run("SELECT 1/0") }
        #expect(first.spoils == .transaction && first.sqlState?.rawValue == "22012")
        for _ in 1...2 {
          let next = try refusal { _ = try transaction.run("SELECT 1") }
          #expect(next.sqlState == .inFailedTransaction && next.spoils == .transaction)
        }
        throw first
      }
    }
    #expect(error.sqlState?.rawValue == "22012")
    #expect(try connection.answers())
  }

  @Test("A misuse that sends nothing spoils nothing, in a transaction too")
  func misuseSpoilsNothing() throws {
    var connection = try connectToTable()
    try connection.transaction { transaction in
      let error = try refusal { _ = try transaction.run("SELECT \("\0")") }
      #expect(error.spoils == .nothing)
      try transaction.execute("INSERT INTO kept VALUES (1)")
    }
    #expect(try connection.count("kept") == 1)
  }

  @Test(
    "A deferred constraint that fails at COMMIT is thrown with its name; nothing is kept, and there is no doubt"
  )
  func deferredConstraint() throws {
    var connection = try connectToTable()
    let error = try refusal {
      _ = try connection.transaction { try $0.execute("INSERT INTO kept VALUES (1), (1)") }
    }
    #expect(error.sqlState == .uniqueViolation && error.constraint == "one")
    #expect(error.spoils == .nothing && !error.commitInDoubt)
    #expect(try connection.count("kept") == 0)
    #expect(!connection.wire.isInTransaction)
  }

  @Test(
    "Of two serializable transactions that cannot follow each other one fails with 40001 and may be repeated")
  func serializationFailure() throws {
    var first = try connectToTable()
    var second = try Database.current.connect()
    let error = try refusal {
      try first.transaction { one in
        try one.script("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE")
        _ = try one.value("SELECT count(*) FROM kept", as: Int.self)
        try second.transaction { two in
          try two.script("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE")
          _ = try two.value("SELECT count(*) FROM kept", as: Int.self)
          try two.execute("INSERT INTO kept VALUES (2)")
        }
        try one.execute("INSERT INTO kept VALUES (1)")
      }
    }
    #expect(error.sqlState == .serializationFailure && error.isSafeToRetry && !error.commitInDoubt)
    #expect(try first.values("SELECT n FROM kept", as: Int.self) == [2])
  }

  @Test("A transaction in a transaction is refused with the name of the right call")
  func nestedBegin() throws {
    var connection = try connectToTable()
    try connection.script("BEGIN")
    let error = try refusal { _ = try connection.transaction { _ in Issue.record("it was begun") } }
    #expect(error.kind == .misuse && error.message.contains("savepoint"))
  }

  @Test("A savepoint takes back what was done in it, at any depth, and no more")
  func savepoints() throws {
    var connection = try connectToTable()
    try connection.transaction { transaction in
      try transaction.execute("INSERT INTO kept VALUES (1)")
      #expect(throws: OwnError(number: 1)) {
        try transaction.savepoint { outer in
          try outer.execute("INSERT INTO kept VALUES (2)")
          _ = try outer.savepoint { try $0.execute("INSERT INTO kept VALUES (3)") }
          throw OwnError(number: 1)
        }
      }
      try transaction.savepoint { outer in
        try outer.execute("INSERT INTO kept VALUES (4)")
        let error = try refusal { try outer.savepoint { _ = try $0.run("SELECT 1/0") } }
        #expect(error.sqlState?.rawValue == "22012")
        try outer.execute("INSERT INTO kept VALUES (5)")
      }
    }
    #expect(try connection.values("SELECT n FROM kept ORDER BY n", as: Int.self) == [1, 4, 5])
  }

  @Test("A savepoint whose closure swallows a failure says so and is taken back; the transaction goes on")
  func swallowedFailure() throws {
    var connection = try connectToTable()
    try connection.transaction { transaction in
      try transaction.execute("INSERT INTO kept VALUES (1)")
      let error = try refusal {
        try transaction.savepoint { inner in
          try inner.execute("INSERT INTO kept VALUES (2)")
          _ = try? inner.run("SELECT 1/0")
        }
      }
      #expect(error.kind == .commitBecameRollback && error.spoils == .nothing)
      try transaction.execute("INSERT INTO kept VALUES (3)")
    }
    #expect(try connection.values("SELECT n FROM kept ORDER BY n", as: Int.self) == [1, 3])
  }

  @Test(
    "A transaction that a statement inside it ended is an error and never counts as committed a second time")
  func endedInside() throws {
    var connection = try connectToTable()
    for (number, end) in ["COMMIT", "ROLLBACK"].enumerated() {
      let error = try refusal {
        try connection.transaction { transaction in
          try transaction.execute("INSERT INTO kept VALUES (\(Int32(number)))")
          try transaction.script(end)
        }
      }
      #expect(error.kind == .misuse && error.spoils == .nothing && !error.commitInDoubt)
    }
    #expect(try connection.values("SELECT n FROM kept", as: Int.self) == [0])
    #expect(try connection.answers())
  }

  @Test("A snapshot sees one state from its first statement to its last, and cannot write")
  func snapshot() throws {
    var connection = try connectToTable()
    var other = try Database.current.connect()
    try connection.transaction(.snapshot) { transaction in
      #expect(try transaction.value("SELECT count(*) FROM kept") == 0)
      try other.execute("INSERT INTO kept VALUES (1)")
      #expect(try transaction.value("SELECT count(*) FROM kept") == 0)
    }
    let error = try refusal {
      try connection.transaction(.snapshot) { _ = try $0.execute("INSERT INTO kept VALUES (2)") }
    }
    #expect(error.sqlState == .readOnlyTransaction)
    #expect(try connection.count("kept") == 1)
  }
}
