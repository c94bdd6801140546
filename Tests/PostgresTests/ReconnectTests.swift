import PostgresTesting
import Testing

@testable import Postgres

/// A connection that is made anew.
@Suite(.database) struct ReconnectTests {
  @Test(
    "After its session was ended a connection can be made anew, with all that was set for it but the session's own"
  )
  func anew() throws {
    var killer = try Database.current.connect()
    var connection = try Database.current.connect()
    let heard = Notes()
    connection.onNotice { _, message in heard.add(message) }
    try connection.setForTransactions("rollcall.operator", to: "somebody")
    for _ in 1...8 { _ = try connection.run("SELECT count(*) FROM pg_class") }
    try connection.execute("SET work_mem = '77MB'")
    let old = try connection.session()
    try killer.terminate(old)
    #expect(try refusal { _ = try connection.run("SELECT 1") }.spoils == .connection)
    let wasAlive = connection.isAlive()
    #expect(!wasAlive)
    try connection.reconnect()
    #expect(try connection.answers())
    #expect(try connection.session() != old)
    for _ in 1...8 { _ = try connection.run("SELECT count(*) FROM pg_class") }
    #expect(try connection.value("SELECT current_setting('work_mem')", as: String.self) != "77MB")
    let name = try connection.transaction { transaction in
      try transaction.value("SELECT current_setting('rollcall.operator')", as: String.self)
    }
    #expect(name == "somebody")
    try connection.script("DO $$ BEGIN RAISE NOTICE 'heard'; END $$")
    #expect(heard.all == ["heard"])
    let encoding = connection.reportedSetting("client_encoding")
    #expect(encoding == "UTF8")
  }

  @Test("A transaction is not ended by reconnecting, and a connection that lives may be made anew")
  func whileAlive() throws {
    var connection = try Database.current.connect()
    try connection.script("BEGIN")
    #expect(try refusal { try connection.reconnect() }.kind == .misuse)
    try connection.script("ROLLBACK")
    let old = try connection.session()
    try connection.reconnect()
    #expect(try connection.session() != old)
  }
}
