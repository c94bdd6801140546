import Foundation
import Testing

@testable import Postgres

/// What a connection makes of a server that ends, stops or stumbles at the wrong moment.
@Suite struct FakeServerTests {
  @Test("A server that agrees to encrypt and then says nothing costs one timeout")
  func stuckHandshake() throws {
    let server = try FakeServer { client in
      _ = client.receiveFirst()
      client.send([UInt8(ascii: "S")])
      while client.receive() != nil {}
    }
    let start = ContinuousClock.now
    // libpq takes 1 for 2.
    let target = try ConnectionTarget("\(server.conninfo) sslmode=require connect_timeout=1")
    let error = try refusal { _ = try Connection(target) }
    let time = ContinuousClock.now - start
    #expect(error.kind == .cannotConnect && error.message.contains("timeout"), "\(error.message)")
    #expect(time > .seconds(1) && time < .seconds(10))
    withExtendedLifetime(server) {}
  }

  @Test("A server that closes in the middle of a login, or answers no sense, is told without a crash")
  func brokenLogin() throws {
    let answers: [[UInt8]] = [
      [], [UInt8(ascii: "R"), 0, 0], [UInt8(ascii: "X")], Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8),
      [UInt8(ascii: "R"), 0, 0, 0, 8, 0, 0, 0, 99], [UInt8(ascii: "E"), 0x7F, 0xFF, 0xFF, 0xFF],
      [UInt8](repeating: 0xFF, count: 64),
    ]
    for answer in answers {
      let server = try FakeServer { client in
        _ = client.receiveFirst()
        client.send(answer)
      }
      for mode in ["disable", "require"] {
        let error = try refusal { _ = try Connection(ConnectionTarget("\(server.conninfo) sslmode=\(mode)")) }
        #expect(error.kind == .cannotConnect && error.sqlState == nil && !error.message.isEmpty)
      }
    }
  }

  /// A connection to a server that answers every statement until `last`, and that one as told.
  private func connect(_ last: String, _ answer: @escaping @Sendable (FakeServer.Client) -> Void) throws
    -> Connection
  {
    let server = try FakeServer { client in
      client.logIn()
      while let text = client.receiveStatement() {
        if text == last { return answer(client) }
        client.send("C", Array("\(text)\0".utf8))
        client.sendReady(text.hasPrefix("BEGIN") ? "T" : "I")
      }
    }
    return try Connection(ConnectionTarget(server.conninfo + " sslmode=disable"))
  }

  @Test(
    "A statement that was answered whole is done, although the server ends the session in the same breath")
  func endedAfterAnswer() throws {
    var connection = try connect("CREATE") { client in
      client.send("C", Array("CREATE\0".utf8))
      client.sendReady("I")
      client.sendFatal("57P01", "terminating connection due to administrator command")
    }
    try connection.script("CREATE")
    let error = try refusal { try connection.script("NEXT") }
    #expect(error.kind == .connectionLost && error.spoils == .connection && !error.isSafeToRetry)
  }

  @Test("A statement whose end is told and not sealed, because the session ends, fails with the reason")
  func endedBeforeSeal() throws {
    var connection = try connect("CREATE") { client in
      client.send("C", Array("CREATE\0".utf8))
      client.sendFatal("57P01", "terminating connection due to administrator command")
    }
    let error = try refusal { try connection.script("CREATE") }
    #expect(error.sqlState == .adminShutdown && error.severity == "FATAL")
    #expect(error.kind == .connectionLost && error.spoils == .connection && !error.isSafeToRetry)
    let next = try refusal { try connection.script("NEXT") }
    #expect(next.kind == .connectionLost)
  }

  @Test("A COMMIT whose end is told and not sealed is never told as undone")
  func endedAtCommit() throws {
    var connection = try connect("COMMIT") { client in
      for letter: Unicode.Scalar in ["1", "2", "n"] { client.send(letter) }
      client.send("C", Array("COMMIT\0".utf8))
      client.sendFatal("57P01", "terminating connection due to administrator command")
    }
    // Done or in doubt: the server has said what it had done.
    do { try connection.transaction { _ in } } catch let error as PostgresError {
      #expect(error.commitInDoubt && !error.isSafeToRetry && error.spoils == .connection)
    }
    let next = try refusal { try connection.script("NEXT") }
    #expect(next.kind == .connectionLost)
  }

  @Test(
    "A server that falls out of the protocol loses the connection, and what came is not taken for an answer")
  func nonsense() throws {
    let answers: [[UInt8]] = [
      Array("what is this".utf8), [UInt8(ascii: "C"), 0, 0, 0, 1],
      [UInt8(ascii: "C"), 0x7F, 0xFF, 0xFF, 0xFF],
      [UInt8(ascii: "D"), 0, 0, 0, 6, 0, 9], [0, 0, 0, 0, 0],
    ]
    for answer in answers {
      var connection = try connect("CREATE") { $0.send(answer) }
      let error = try refusal { try connection.script("CREATE") }
      #expect(error.spoils == .connection && error.kind == .connectionLost, "\(answer): \(error)")
    }
  }
}
