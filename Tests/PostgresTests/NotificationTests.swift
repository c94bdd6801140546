import Foundation
import PostgresTesting
import Testing

@testable import Postgres

/// What NOTIFY sends.
@Suite(.database) struct NotificationTests {
  @Test(
    "A notification comes once, after the commit, with channel, payload and sender, from others and from oneself"
  )
  func delivery() throws {
    var connection = try Database.current.connect()
    var other = try Database.current.connect()
    let sender = try other.session()
    let channels = ["plain", "With \"quotes\" And Case", "ünï"]
    for channel in channels { try connection.listen(to: channel) }
    let payloads = ["", "x", String(repeating: "é", count: 3999)]
    for channel in channels {
      try other.transaction { transaction in
        for payload in payloads { try transaction.execute("SELECT pg_notify(\(channel), \(payload))") }
        #expect(try connection.notifications() == [])
      }
      var arrived: [Postgres.Notification] = []
      while arrived.count < 3 { arrived += try connection.notifications(waitingMilliseconds: 5000) }
      #expect(arrived == payloads.map { .init(channel: channel, payload: $0, process: sender) })
      #expect(try connection.notifications() == [])
    }
    try connection.execute("NOTIFY plain, 'own'")
    let own = try connection.notifications(waitingMilliseconds: 5000)
    #expect(try own == [.init(channel: "plain", payload: "own", process: connection.session())])
  }

  @Test("What arrives while a statement runs, rows stream or rows are sent is not lost")
  func whileBusy() throws {
    var connection = try Database.current.connect()
    var other = try Database.current.connect()
    try connection.script("CREATE TABLE kept (n int)")
    try connection.listen(to: "news")
    try connection.forEachRow("SELECT generate_series(1, 1000)") { row in
      if try row.value(0) == 500 { try other.execute("NOTIFY news, 'stream'") }
    }
    _ = try connection.copyIn("COPY kept FROM STDIN (FORMAT binary)") { copy in
      try other.execute("NOTIFY news, 'copy'")
      try copy.row(fields: 1)
      copy.write(Int32(1))
    }
    try other.execute("NOTIFY news, 'last'")
    _ = try connection.answers()
    var payloads: [String] = []
    while payloads.count < 3 {
      let arrived = try connection.notifications(waitingMilliseconds: 5000)
      try #require(!arrived.isEmpty)
      payloads += arrived.map(\.payload)
    }
    #expect(payloads == ["stream", "copy", "last"])
  }

  @Test("Who waits in vain is told so after the time; who waits on a lost connection, at once")
  func waiting() throws {
    var connection = try Database.current.connect()
    var killer = try Database.current.connect()
    try connection.listen(to: "news")
    let start = ContinuousClock.now
    #expect(try connection.notifications(waitingMilliseconds: 200) == [])
    #expect(ContinuousClock.now - start >= .milliseconds(200))
    try killer.terminate(connection.session())
    let error = try refusal {
      while true { _ = try connection.notifications(waitingMilliseconds: 20_000) }
    }
    #expect(error.spoils == .connection)
  }
}
