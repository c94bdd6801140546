import Foundation
import PostgresTesting
import Testing

@testable import Postgres

/// What a transaction says when its connection ends under it.
@Suite(.database) struct BrokenCommitTests {
  private func connectToTable() throws -> Connection {
    var connection = try Database.current.connect()
    try connection.script("CREATE TABLE kept (n int)")
    return connection
  }

  @Test(
    "When the connection ends in the closure, the closure's own error leaves, not that of the failed rollback"
  )
  func ownErrorFirst() throws {
    var killer = try connectToTable()
    var connection = try Database.current.connect()
    #expect(throws: OwnError()) {
      try connection.transaction { transaction in
        try transaction.execute("INSERT INTO kept VALUES (1)")
        try killer.terminate(transaction.value("SELECT pg_backend_pid()") ?? 0)
        throw OwnError()
      }
    }
    let error = try refusal { _ = try connection.run("SELECT 1") }
    #expect(error.spoils == .connection)
    #expect(try killer.count("kept") == 0)
  }

  @Test("A COMMIT that was never sent, because the connection was known to be lost, is lost without doubt")
  func lostBefore() throws {
    var killer = try connectToTable()
    var connection = try Database.current.connect()
    let error = try refusal {
      try connection.transaction { transaction in
        try transaction.execute("INSERT INTO kept VALUES (1)")
        try killer.terminate(transaction.value("SELECT pg_backend_pid()") ?? 0)
        _ = try? transaction.run("SELECT 1")
      }
    }
    #expect(error.kind == .connectionLost && error.spoils == .connection && !error.commitInDoubt)
    #expect(try killer.count("kept") == 0)
  }

  @Test(
    "A COMMIT that the end of the session answers is in doubt: never success, never to be repeated blindly")
  func endedAtCommit() throws {
    var killer = try connectToTable()
    var connection = try Database.current.connect()
    let error = try refusal {
      try connection.transaction { transaction in
        try transaction.execute("INSERT INTO kept VALUES (1)")
        try killer.terminate(transaction.value("SELECT pg_backend_pid()") ?? 0)
      }
    }
    #expect(error.commitInDoubt && !error.isSafeToRetry && error.spoils == .connection)
    #expect(error.description.contains("not known"))
  }

  @Test(
    "A COMMIT whose answer gets lost on the way is in doubt, and was indeed done",
    .enabled(if: Cluster.isPrivate))
  func answerLost() throws {
    var killer = try connectToTable()
    let relay = try Relay(to: Database.current)
    var connection = try Connection(ConnectionTarget(relay.url(of: Database.current)))
    #expect(try connection.answers())
    relay.cut(after: "COMMIT\0")
    let error = try refusal {
      _ = try connection.transaction { try $0.execute("INSERT INTO kept VALUES (1)") }
    }
    #expect(error.commitInDoubt && !error.isSafeToRetry)
    #expect(error.kind == .connectionLost && error.spoils == .connection && error.sqlState == nil)
    #expect(try killer.count("kept") == 1)
  }

  @Test(
    "Two transactions that wait for each other: one fails with 40P01 and may be repeated, the other goes through"
  )
  func deadlock() throws {
    var first = try connectToTable()
    try first.execute("INSERT INTO kept VALUES (0), (1)")
    let database = try Database.current
    let heard = Notes()
    let locks = [DispatchSemaphore(value: 0), DispatchSemaphore(value: 0)]
    let isDone = DispatchSemaphore(value: 0)
    @Sendable func outcome(_ connection: inout Connection, _ mine: Int) -> String {
      do {
        try connection.transaction { transaction in
          try transaction.execute("UPDATE kept SET n = n WHERE n = \(mine)")
          // Both hold their own row before either asks for the other's.
          locks[mine].signal()
          guard locks[1 - mine].wait(timeout: .now() + 20) == .success else { throw OwnError() }
          try transaction.execute("UPDATE kept SET n = n WHERE n = \(1 - mine)")
        }
        return "through"
      } catch let error as PostgresError {
        return error.sqlState == .deadlockDetected && error.isSafeToRetry ? "deadlock" : "\(error)"
      } catch { return "\(error)" }
    }
    Thread.detachNewThread {
      if var second = try? database.connect() { heard.add(outcome(&second, 1)) }
      isDone.signal()
    }
    heard.add(outcome(&first, 0))
    isDone.wait()
    #expect(heard.all.sorted() == ["deadlock", "through"])
  }
}
