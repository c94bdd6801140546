import Foundation
import Glibc
import PostgresTesting
import Synchronization

@testable import Postgres

/// Stands between a client and the server: takes a TCP connection on this machine and passes the bytes on to the server's
/// Unix socket, until it is told to lose an answer.
final class Relay: Sendable {
  let port: Int
  private let listener: Int32
  private let socketFile: String
  private let word = Mutex<[UInt8]?>(nil)

  private let host: String

  /// A relay to the server of a database. It listens on this machine only, or on an address of its network.
  init(to database: Database, on host: String = "127.0.0.1") throws {
    self.host = host
    let target = try ConnectionTarget(database.url)
    socketFile = "\(target.value(of: "host") ?? "")/.s.PGSQL.\(target.value(of: "port") ?? "")"
    (listener, port) = try Self.listen(on: host)
    Thread.detachNewThread { [self] in
      while true {
        let client = accept(listener, nil, nil)
        guard client >= 0 else { return }
        Thread.detachNewThread { self.pass(client) }
      }
    }
  }

  deinit { close(listener) }

  /// The connection string of a database by way of the relay.
  func url(of database: Database) -> String {
    "host=\(host) port=\(port) user=rollcall dbname=\(database.name)"
  }

  /// Passes what the client sends up to this word and on to the server, waits for its answer, and loses it together with
  /// the connection.
  func cut(after word: String) { self.word.withLock { $0 = Array(word.utf8) } }

  /// A socket that listens on a port of its own, and the port.
  static func listen(on host: String = "127.0.0.1") throws -> (Int32, Int) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_addr.s_addr = unsafe inet_addr(host)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = unsafe withUnsafeMutablePointer(to: &name) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe bind(listener, address, size) == 0 && Glibc.listen(listener, 8) == 0
          && getsockname(listener, address, &size) == 0
      }
    }
    guard result else { throw OwnError() }
    return (listener, Int(UInt16(bigEndian: name.sin_port)))
  }

  private func pass(_ client: Int32) {
    let server = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var name = sockaddr_un()
    name.sun_family = sa_family_t(AF_UNIX)
    unsafe withUnsafeMutableBytes(of: &name.sun_path) { unsafe $0.copyBytes(from: socketFile.utf8) }
    let isConnected = unsafe withUnsafePointer(to: &name) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe connect(server, address, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
    guard isConnected else { return _ = close(client) }
    let isCut = Atomic(false)
    Thread.detachNewThread {
      // Answers.
      while let bytes = Self.receive(server) {
        if isCut.load(ordering: .acquiring) { break }
        Self.send(client, bytes)
      }
      shutdown(client, Int32(SHUT_RDWR))
      shutdown(server, Int32(SHUT_RDWR))
    }
    while let bytes = Self.receive(client) {
      if let word = word.withLock({ $0 }), bytes.firstRange(of: word) != nil {
        isCut.store(true, ordering: .releasing)
      }
      Self.send(server, bytes)
    }
    shutdown(server, Int32(SHUT_RDWR))
  }

  private static func receive(_ socket: Int32) -> [UInt8]? {
    var block = [UInt8](repeating: 0, count: 65_536)
    let count = unsafe block.withUnsafeMutableBytes { unsafe recv(socket, $0.baseAddress, $0.count, 0) }
    return count > 0 ? Array(block.prefix(count)) : nil
  }

  private static func send(_ socket: Int32, _ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
