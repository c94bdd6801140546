import CLibpq
import Foundation
import PostgresTesting
import Testing

@testable import Postgres

/// What a pooler in transaction mode leaves as it is.
@Suite(.database, .enabled(if: Cluster.isPrivate && Pooler.isInstalled))
struct PoolerTests {
  @Test(
    "Behind a pooler the process number told at login is never that of the session; without one it always is")
  func processNumbers() throws {
    let pooler = try Pooler(to: Database.current)
    defer { pooler.stop() }
    var sessions: Set<Int32> = []
    for _ in 1...200 {
      var pooled = try pooler.connect()
      let session = try pooled.session()
      #expect(pooled.processNumber != session)
      sessions.insert(session)
    }
    #expect(sessions.count == 1)
    for _ in 1...20 {
      var direct = try Database.current.connect()
      let session = try direct.session()
      #expect(direct.processNumber == session)
    }
  }

  @Test("Two connections that share one session keep their transactions and savepoints apart")
  func transactions() throws {
    let pooler = try Pooler(to: Database.current)
    defer { pooler.stop() }
    var first = try pooler.connect()
    var second = try pooler.connect()
    let sessions = try [first.session(), second.session()]
    #expect(sessions[0] == sessions[1])
    try first.script("CREATE TABLE kept (n int PRIMARY KEY)")
    for number in 1...10 {
      try first.transaction { transaction in
        try transaction.execute("INSERT INTO kept VALUES (\(number))")
        _ = try? transaction.savepoint { inner in
          try inner.execute("INSERT INTO kept VALUES (\(-number))")
          try inner.execute("INSERT INTO kept VALUES (\(number))")
        }
      }
      let error = try refusal {
        try second.transaction { transaction in
          try transaction.execute("INSERT INTO kept VALUES (\(1000 + number))")
          try transaction.execute("INSERT INTO kept VALUES (\(number))")
        }
      }
      #expect(error.sqlState == .uniqueViolation && error.constraint == "kept_pkey")
      #expect(error.spoils == .transaction)
    }
    #expect(try second.values("SELECT n FROM kept ORDER BY n", as: Int.self) == Array(1...10))
  }

  @Test("Rows stream, and COPY goes in and out, complete and in turns")
  func bulk() throws {
    let pooler = try Pooler(to: Database.current)
    defer { pooler.stop() }
    var first = try pooler.connect()
    var second = try pooler.connect()
    try first.script("CREATE TABLE kept (n int, word text)")
    let sent = try first.copyIn("COPY kept FROM STDIN (FORMAT binary)") { copy in
      for number in Int32(1)...50_000 {
        try copy.row(fields: 2)
        copy.write(number)
        copy.write("é \(number)")
      }
    }
    #expect(sent == 50_000)
    var sum = 0
    try second.forEachRow("SELECT n FROM kept") { row in sum += try row.value(0) }
    #expect(sum == 50_000 * 50_001 / 2)
    var bytes = 0
    let copied = try first.copyOut("COPY kept TO STDOUT") { bytes += $0.count }
    let expected = try second.value(
      "SELECT sum(octet_length(n || E'\\t' || word || E'\\n')) FROM kept", as: Int.self)
    #expect(copied == 50_000 && bytes == expected)
    // What is left half read must not reach the next user of the session.
    #expect(throws: OwnError()) { try first.forEachRow("SELECT n FROM kept") { _ in throw OwnError() } }
    #expect(throws: OwnError()) {
      _ = try first.copyIn("COPY kept FROM STDIN (FORMAT binary)") { _ in throw OwnError() }
    }
    #expect(try second.answers())
    #expect(try first.answers())
    #expect(try second.count("kept") == 50_000)
  }

  @Test(
    "A cancel passes through and hits the statement of its own connection, not that of the session's next user"
  )
  func cancel() throws {
    let pooler = try Pooler(to: Database.current, sessions: 2)
    defer { pooler.stop() }
    var connection = try pooler.connect()
    let made = connection.makeCanceller()
    let canceller = try #require(made)
    for _ in 1...3 {
      let start = ContinuousClock.now
      Thread.detachNewThread {
        Thread.sleep(forTimeInterval: 0.1)
        canceller.cancel()
      }
      let error = try refusal { _ = try connection.run("SELECT pg_sleep(30)") }
      #expect(error.sqlState == .queryCanceled && error.spoils == .nothing)
      #expect(ContinuousClock.now - start < .seconds(10))
      #expect(try connection.answers())
    }
    var other = try pooler.connect()
    let sessions = try [connection.session(), other.session()]
    #expect(sessions[0] == sessions[1])
    for _ in 1...20 {
      canceller.cancel()
      #expect(try other.answers())
    }
    #expect(try connection.answers())
  }

  @Test("An advisory lock of a transaction is held against others until the transaction ends")
  func transactionLock() throws {
    let pooler = try Pooler(to: Database.current, sessions: 2)
    defer { pooler.stop() }
    var first = try pooler.connect()
    var second = try pooler.connect()
    try first.transaction { transaction in
      let mine = try transaction.value("SELECT pg_try_advisory_xact_lock(7)", as: Bool.self)
      let others = try second.value("SELECT pg_try_advisory_xact_lock(7)", as: Bool.self)
      #expect(mine == true && others == false)
    }
    #expect(try second.value("SELECT pg_try_advisory_xact_lock(7)") == true)
  }

  @Test("A setting made for the transaction holds to its end, and no longer")
  func localSetting() throws {
    let pooler = try Pooler(to: Database.current)
    defer { pooler.stop() }
    var first = try pooler.connect()
    var second = try pooler.connect()
    try first.transaction { transaction in
      try transaction.script("SET LOCAL statement_timeout = '77s'")
      #expect(try transaction.value("SHOW statement_timeout", as: String.self) == "77s")
    }
    #expect(try second.value("SHOW statement_timeout", as: String.self) == "0")
  }

  @Test("Where the session is ended, or the pooler itself, the connection is lost and a new one works")
  func ended() throws {
    let pooler = try Pooler(to: Database.current)
    defer { pooler.stop() }
    var killer = try Database.current.connect()
    var connection = try pooler.connect()
    let error = try refusal {
      try connection.transaction { transaction in
        let session = try transaction.value("SELECT pg_backend_pid()", as: Int32.self) ?? -1
        try killer.terminate(session)
        _ = try transaction.run("SELECT 1")
      }
    }
    #expect(error.kind == .connectionLost && error.spoils == .connection)
    var next = try pooler.connect()
    #expect(try next.answers())
    pooler.stop()
    let end = try refusal { _ = try next.run("SELECT 1") }
    #expect(end.kind == .connectionLost && end.spoils == .connection)
    let refused = try refusal { _ = try pooler.connect() }
    #expect(refused.kind == .cannotConnect && refused.isSafeToRetry)
  }
}

extension Connection {
  /// The process number that was told at login, to be named in a cancel request.
  fileprivate var processNumber: Int32 { unsafe PQbackendPID(wire.connection) }
}
