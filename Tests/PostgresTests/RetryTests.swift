import PostgresTesting
import Testing

@testable import Postgres

@Suite(.database) struct RetryTests {
  private func connectToTable() throws -> Connection {
    var connection = try Database.current.connect()
    try connection.script("CREATE TABLE kept (n int); INSERT INTO kept VALUES (0)")
    return connection
  }

  @Test(
    "A transaction that loses against another is run again, as often as was allowed, and then goes through")
  func again() throws {
    var connection = try connectToTable()
    var other = try Database.current.connect()
    var runs = 0
    try connection.transaction(.serializable, attempts: 4) { transaction in
      runs += 1
      _ = try transaction.value("SELECT n FROM kept", as: Int.self)
      if runs < 3 { try other.execute("UPDATE kept SET n = n + 10") }
      try transaction.execute("UPDATE kept SET n = n + 1")
    }
    #expect(runs == 3)
    #expect(try other.value("SELECT n FROM kept", as: Int.self) == 21)
  }

  @Test(
    "The bound holds: the last attempt's error leaves, and without one nothing is run twice",
    arguments: [1, 3])
  func bound(_ attempts: Int) throws {
    var connection = try connectToTable()
    var other = try Database.current.connect()
    var runs = 0
    let error = try refusal {
      try connection.transaction(.snapshotThatWrites, attempts: attempts) { transaction in
        runs += 1
        _ = try transaction.value("SELECT n FROM kept", as: Int.self)
        try other.execute("UPDATE kept SET n = n + 10")
        try transaction.execute("UPDATE kept SET n = n + 1")
      }
    }
    #expect(error.sqlState == .serializationFailure && error.isSafeToRetry && runs == attempts)
  }

  @Test(
    "Nothing else is run again: no other failure, no error of the caller's, no lost connection, no COMMIT in doubt"
  )
  func onlyThose() throws {
    var connection = try connectToTable()
    var killer = try Database.current.connect()
    var runs = 0
    _ = try refusal {
      try connection.transaction(attempts: 5) { transaction in
        runs += 1
        _ = try transaction.run("SELECT 1 / 0")
      }
    }
    #expect(throws: OwnError()) {
      try connection.transaction(attempts: 5) { _ in
        runs += 1
        throw OwnError()
      }
    }
    let doubt = try refusal {
      try connection.transaction(attempts: 5) { transaction in
        runs += 1
        try killer.terminate(transaction.value("SELECT pg_backend_pid()") ?? 0)
      }
    }
    #expect(doubt.commitInDoubt && runs == 3)
  }
}

extension TransactionMode {
  fileprivate static let snapshotThatWrites = TransactionMode(.repeatableRead)
}
