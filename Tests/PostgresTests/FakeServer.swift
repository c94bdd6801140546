import Foundation
import Glibc
import Synchronization

@testable import Postgres

/// Takes TCP connections on this machine and answers what a test tells it to, byte by byte: for what a real server does once
/// in a year.
final class FakeServer: Sendable {
  let port: Int
  private let listener: Int32

  /// Runs `serve` for each connection, on a thread of its own; the connection ends when it returns.
  init(_ serve: @escaping @Sendable (Client) -> Void) throws {
    let (listener, port) = try Relay.listen()
    (self.listener, self.port) = (listener, port)
    Thread.detachNewThread {
      while true {
        let socket = accept(listener, nil, nil)
        guard socket >= 0 else { return }
        Thread.detachNewThread {
          serve(Client(socket: socket))
          close(socket)
        }
      }
    }
  }

  deinit {
    // Wakes the thread that waits in accept.
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  var conninfo: String { "host=127.0.0.1 port=\(port) user=somebody dbname=something connect_timeout=5" }

  /// One connection, seen from the server.
  struct Client {
    let socket: Int32

    /// Sends a message of the protocol: its letter and what follows the length.
    func send(_ letter: Unicode.Scalar, _ body: [UInt8] = []) {
      send([UInt8(ascii: letter)] + bigEndianBytes(Int32(body.count + 4)) + body)
    }

    /// Sends bytes as they are.
    func send(_ bytes: [UInt8]) {
      _ = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
    }

    /// Sends an error or a notice that ends the session.
    func sendFatal(_ state: String, _ message: String) {
      let fields = ["SFATAL", "VFATAL", "C\(state)", "M\(message)"]
      send("E", fields.flatMap { Array($0.utf8) + [0] } + [0])
    }

    /// The bytes of one message without a letter, as the first ones are, nil at the end.
    func receiveFirst() -> [UInt8]? {
      guard let head = receive(4) else { return nil }
      return receive(head.reduce(0) { $0 << 8 | Int($1) } - 4)
    }

    /// The letter of one message and its bytes, nil at the end.
    func receive() -> (letter: Unicode.Scalar, body: [UInt8])? {
      guard let letter = receive(1), let body = receiveFirst() else { return nil }
      return (Unicode.Scalar(letter[0]), body)
    }

    /// Lets anybody in, without encryption, and says that it is ready.
    func logIn() {
      while let start = receiveFirst() {
        // 1234 in the high half asks for encryption.
        if start.starts(with: [4, 210]) {
          send([UInt8(ascii: "N")])
          continue
        }
        send("R", bigEndianBytes(Int32(0)))
        for setting in [
          "client_encoding\0UTF8\0", "server_version\015.0\0", "standard_conforming_strings\0on\0",
        ] {
          send("S", Array(setting.utf8))
        }
        send("K", bigEndianBytes(Int32(getpid())) + bigEndianBytes(Int32(1)))
        sendReady("I")
        return
      }
    }

    /// Says that the next statement may come: `I` outside of a transaction, `T` in one.
    func sendReady(_ status: Unicode.Scalar) { send("Z", [UInt8(ascii: status)]) }

    /// Takes messages up to the end of a statement: its text.
    func receiveStatement() -> String? {
      var text: String?
      while let message = receive() {
        switch message.letter {
        case "Q": return String(decoding: message.body.dropLast(), as: UTF8.self)
        case "P":
          // The statement's name, its text, the types of its parameters.
          let rest = message.body.drop { $0 != 0 }.dropFirst()
          text = String(decoding: rest.prefix { $0 != 0 }, as: UTF8.self)
        case "S": return text
        default: break
        }
      }
      return nil
    }

    private func receive(_ count: Int) -> [UInt8]? {
      var bytes = [UInt8](repeating: 0, count: max(count, 0))
      if count == 0 { return bytes }
      let received = unsafe bytes.withUnsafeMutableBytes {
        unsafe recv(socket, $0.baseAddress, $0.count, Int32(MSG_WAITALL))
      }
      return received == count ? bytes : nil
    }
  }
}
