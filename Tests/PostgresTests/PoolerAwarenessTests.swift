import PostgresTesting
import Testing

@testable import Postgres

/// What a connection does otherwise once it knows that a pooler stands between.
@Suite(.database, .enabled(if: Pooler.isInstalled && Cluster.isPrivate)) struct PoolerAwarenessTests {
  @Test("A pooler is noticed, every time; a server without one is not taken for one")
  func noticed() throws {
    let pooler = try Pooler(to: Database.current)
    defer { pooler.stop() }
    for _ in 1...20 {
      var pooled = try pooler.connect()
      #expect(try pooled.isPooled())
      var direct = try Database.current.connect()
      #expect(try !direct.isPooled())
    }
  }

  @Test(
    "Behind a pooler nothing is prepared, however often it is run, and every statement is answered from any session"
  )
  func nothingPrepared() throws {
    let pooler = try Pooler(to: Database.current, sessions: 2)
    defer { pooler.stop() }
    var first = try pooler.connect()
    var second = try pooler.connect()
    for run in 1...30 {
      // Each takes the session that the other leaves free.
      try first.transaction { transaction in
        let answers = try [
          transaction.value("SELECT \(run) + 1", as: Int.self),
          second.value("SELECT \(run) + 1", as: Int.self),
        ]
        #expect(answers == [run + 1, run + 1])
      }
      #expect(try second.value("SELECT \(run) + 1", as: Int.self) == run + 1)
    }
    #expect(try first.count("pg_prepared_statements") == 0)
    #expect(try second.pipeline((1...200).lazy.map { "SELECT \($0)" }) == 200)
  }

  @Test(
    "What belongs to a session is refused behind a pooler, with the call to use instead; what is a transaction's holds"
  )
  func sessionOnly() throws {
    let pooler = try Pooler(to: Database.current)
    defer { pooler.stop() }
    var connection = try pooler.connect()
    let lock = try refusal { try connection.withAdvisoryLock(.key(1)) { _ in } }
    #expect(lock.kind == .misuse && lock.message.contains("Transaction.lock"))
    #expect(try refusal { try connection.listen(to: "news") }.kind == .misuse)
    var mode = TransactionMode.serializable
    mode.statementTimeoutMilliseconds = 50
    try connection.setForTransactions("rollcall.operator", to: "somebody")
    let error = try refusal {
      try connection.transaction(mode) { transaction in
        try transaction.lock(.key(1))
        let name = try transaction.value("SELECT current_setting('rollcall.operator')", as: String.self)
        #expect(name == "somebody")
        _ = try transaction.run("SELECT pg_sleep(20)")
      }
    }
    #expect(error.sqlState == .queryCanceled)
    #expect(try connection.value("SELECT current_setting('statement_timeout')", as: String.self) == "0")
    #expect(try connection.answers())
  }
}
