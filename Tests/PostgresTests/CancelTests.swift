import Foundation
import PostgresTesting
import Testing

@testable import Postgres

@Suite(.database) struct CancelTests {
  @Test("A statement that is cancelled fails with 57014 at once; the connection goes on")
  func running() throws {
    var connection = try Database.current.connect()
    let made = connection.makeCanceller()
    let canceller = try #require(made)
    for _ in 1...3 {
      let start = ContinuousClock.now
      Thread.detachNewThread {
        Thread.sleep(forTimeInterval: 0.1)
        canceller.cancel()
      }
      let error = try refusal { _ = try connection.run("SELECT pg_sleep(30)") }
      #expect(error.sqlState == .queryCanceled && error.spoils == .nothing && error.kind == .server)
      #expect(error.message.contains("user request"))
      #expect(ContinuousClock.now - start < .seconds(5))
      #expect(try connection.answers())
    }
  }

  @Test("A stream and a transaction can be cancelled too; what the transaction did is taken back")
  func streamInTransaction() throws {
    var connection = try Database.current.connect()
    try connection.script("CREATE TABLE kept (n int)")
    let made = connection.makeCanceller()
    let canceller = try #require(made)
    let error = try refusal {
      try connection.transaction { transaction in
        try transaction.execute("INSERT INTO kept VALUES (1)")
        try transaction.forEachRow("SELECT generate_series(1, 100000000)") { row in
          if try row.value(0) == 1 { Thread.detachNewThread { canceller.cancel() } }
        }
      }
    }
    #expect(error.sqlState == .queryCanceled && error.spoils == .transaction)
    #expect(try connection.count("kept") == 0)
  }

  @Test("A cancel when nothing runs hits no later statement")
  func idle() throws {
    var connection = try Database.current.connect()
    let made = connection.makeCanceller()
    let canceller = try #require(made)
    for _ in 1...50 {
      #expect(canceller.cancel())
      #expect(try connection.answers())
    }
    // Nor a COPY that begins later.
    try connection.script("CREATE TABLE kept (n int)")
    let sent = try connection.copyIn("COPY kept FROM STDIN (FORMAT binary)") { copy in
      try copy.row(fields: 1)
      copy.write(Int32(1))
    }
    #expect(sent == 1)
  }

  @Test("A cancel after the end of the connection, or a second one, does no harm")
  func afterClose() throws {
    var connection = try Database.current.connect()
    let made = connection.makeCanceller()
    let canceller = try #require(made)
    canceller.cancel()
    canceller.cancel()
    #expect(try connection.answers())
    connection.close()
    canceller.cancel()
    canceller.cancel()
    var next = try Database.current.connect()
    #expect(try next.answers())
  }

  @Test(
    "A statement that takes longer than its timeout is told apart from one that was cancelled, by the message"
  )
  func timeout() throws {
    var connection = try Database.current.connect()
    try connection.script("SET statement_timeout = '50ms'")
    let error = try refusal { _ = try connection.run("SELECT pg_sleep(30)") }
    #expect(error.sqlState == .queryCanceled && !error.message.contains("user request"))
    #expect(error.message.contains("statement timeout"))
  }
}
