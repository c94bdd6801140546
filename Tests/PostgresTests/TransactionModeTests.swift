import Foundation
import PostgresTesting
import Testing

@testable import Postgres

@Suite(.database) struct TransactionModeTests {
  @Test("A mode is what the server says the transaction is")
  func modes() throws {
    var connection = try Database.current.connect()
    let modes: [(TransactionMode, [String])] = [
      (.readWrite, ["read committed", "off", "off"]), (.snapshot, ["repeatable read", "on", "off"]),
      (.serializable, ["serializable", "off", "off"]),
      (TransactionMode(.serializable, isReadOnly: true, isDeferrable: true), ["serializable", "on", "on"]),
    ]
    for (mode, settings) in modes {
      let seen = try connection.transaction(mode) { transaction in
        try ["isolation", "read_only", "deferrable"].map {
          try transaction.value("SELECT current_setting(\("transaction_" + $0))", as: String.self) ?? ""
        }
      }
      #expect(seen == settings)
    }
    try connection.execute("SET default_transaction_read_only = on")
    let refused = try refusal { try connection.transaction { _ = try $0.run("CREATE TABLE t ()") } }
    #expect(refused.sqlState == .readOnlyTransaction)
  }

  @Test(
    "A limit of time ends what takes longer with its own code, and holds to the end of the transaction only")
  func limits() throws {
    var connection = try Database.current.connect()
    var other = try Database.current.connect()
    try connection.script("CREATE TABLE kept (n int)")
    var mode = TransactionMode.readWrite
    mode.statementTimeoutMilliseconds = 50
    let slow = try refusal { try connection.transaction(mode) { _ = try $0.run("SELECT pg_sleep(20)") } }
    #expect(slow.sqlState == .queryCanceled && slow.message.contains("timeout"))

    mode = .readWrite
    mode.lockTimeoutMilliseconds = 50
    try other.transaction { holder in
      try holder.execute("LOCK TABLE kept")
      let waiting = try refusal { try connection.transaction(mode) { _ = try $0.run("TABLE kept") } }
      #expect(waiting.sqlState == .lockNotAvailable)
    }
    #expect(try connection.value("SELECT current_setting('lock_timeout')", as: String.self) == "0")

    mode = .readWrite
    mode.idleTimeoutMilliseconds = 50
    let idle = try refusal {
      try connection.transaction(mode) { transaction in
        try transaction.execute("INSERT INTO kept VALUES (1)")
        Thread.sleep(forTimeInterval: 0.5)
        try transaction.execute("INSERT INTO kept VALUES (2)")
      }
    }
    #expect(idle.sqlState == .idleInTransactionTimeout && idle.spoils == .connection && !idle.commitInDoubt)
    #expect(try other.count("kept") == 0)
  }

  @Test("What is set for transactions holds in each of them and nowhere else, whatever the value is")
  func settings() throws {
    var connection = try Database.current.connect()
    let values = ["", "a'b", #"back\slash"#, "é\u{301}'\u{301}", "$1 -- ;"]
    let question: SQL = "SELECT current_setting('rollcall.operator', true)"
    for escapes in ["on", "off"] {
      try connection.execute("SELECT set_config('standard_conforming_strings', \(escapes), false)")
      for value in values {
        try connection.setForTransactions("rollcall.operator", to: value)
        let inside = try connection.transaction { try $0.value(question, as: String.self) }
        #expect(inside == value)
        let outside = try connection.value(question, as: String?.self) ?? nil
        #expect((outside ?? "").isEmpty)
      }
    }
    #expect(try refusal { try connection.setForTransactions("a.b", to: "\0") }.kind == .misuse)
    try connection.setForTransactions("no such", to: "1")
    let error = try refusal { try connection.transaction { _ in } }
    #expect(error.sqlState != nil && error.spoils != .connection)
    #expect(try connection.answers() && !connection.wire.isInTransaction)
  }
}
