import Foundation
import Postgres
import PostgresTesting
import Testing

@Suite(.database) struct ConnectingExamples {
  @Test("A target is checked, shown without its password, and connected to")
  func target() throws {
    let text = try Database.current.url(with: "password", "s3cret")
    let target = try ConnectionTarget(text)
    print("connecting to \(target)")
    let connection = try Connection(target, applicationName: "petitions")
    let isAlive = connection.isAlive()
    connection.close()
    #expect(isAlive && target.carriesPassword && !target.description.contains("s3cret"))
  }

  @Test("A failed connect says whether another attempt may succeed")
  func failure() throws {
    let target = try ConnectionTarget("host=/no/such/folder dbname=petitions")
    var mayBeThereLater = false
    do {
      let connection = try Connection(target)
      connection.close()
    } catch {
      print("no connection: \(error)")
      mayBeThereLater = error.isSafeToRetry
    }
    #expect(mayBeThereLater)
  }

  @Test("A connection that was lost can be made again, and takes what it needs with it")
  func reconnect() throws {
    var connection = try Database.current.connect()
    var other = try Database.current.connect()
    let session = try connection.session()
    try other.terminate(session)
    #expect(throws: PostgresError.self) { try connection.execute("SELECT 1") }
    if !connection.isAlive() { try connection.reconnect() }
    #expect(try connection.session() != session)
  }

  @Test("What the server says beside its answers comes to the handler")
  func notices() throws {
    var connection = try Database.current.connect()
    var lines: [String] = []
    connection.onNotice { severity, message in lines.append("\(severity): \(message)") }
    try connection.execute("DROP TABLE IF EXISTS no_such_table")
    #expect(lines == ["NOTICE: table \"no_such_table\" does not exist, skipping"])
  }

  @Test("A notification arrives with its payload once its transaction is committed")
  func notifications() throws {
    var connection = try Database.current.connect()
    var other = try Database.current.connect()
    try connection.listen(to: "signatures")
    try other.execute("SELECT pg_notify('signatures', 'clean-air')")
    var payloads: [String] = []
    for notification in try connection.notifications(waitingMilliseconds: 5_000) {
      payloads.append(notification.payload)
    }
    #expect(payloads == ["clean-air"])
  }

  @Test("Another thread takes a connection of its own")
  func anotherThread() throws {
    let url = try Database.current.url
    let done = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      defer { done.signal() }
      do {
        var connection = try Connection(ConnectionTarget(url))
        try connection.script("CREATE TABLE petition (slug text)")
      } catch {
        print("the thread failed: \(error)")
      }
    }
    done.wait()
    var connection = try Database.current.connect()
    #expect(try connection.count("petition") == 0)
  }
}
