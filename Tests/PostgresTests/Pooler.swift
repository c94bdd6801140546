import Foundation
import Glibc
import PostgresTesting
import Synchronization

@testable import LocalServer
@testable import Postgres

/// A pgbouncer between the tests and their own server, in transaction mode: a session of the server is lent for the length
/// of a transaction, and the next transaction may get another.
///
/// It runs as the server's account, in the server's folder. Its parent, a shell, ends it where the test process ends.
final class Pooler: Sendable {
  /// Whether this machine has the program. `scripts/test` installs it.
  static let isInstalled = program != nil
  private static let program = ["/usr/sbin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"]
    .map { "\($0)/pgbouncer" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  /// The first two numbers of its version, 1.0 where it cannot be told.
  static let version: (major: Int, minor: Int) = {
    let words = program.flatMap { try? ChildCommand($0, ["--version"]).run() }?.output.split {
      $0.isWhitespace
    }
    let numbers = words?.lazy.map { $0.split(separator: ".").compactMap { Int($0) } }.first { $0.count > 1 }
    return numbers.map { ($0[0], $0[1]) } ?? (1, 0)
  }()
  private static let counter = Atomic(0)

  private let directory: String
  private let database: Database
  private let lifeline: OwnedDescriptor
  private let guardian: Int32

  /// Starts a pooler for one database that opens at most `sessions` of the server's. To be ended by `stop()`.
  init(to database: Database, sessions: Int = 1) throws {
    guard let program = Self.program, let server = try Cluster.shared.server else { throw OwnError() }
    self.database = database
    let account = try ServerAccount.current()
    directory = "\(server.directory)/pool\(Self.counter.add(1, ordering: .relaxed).newValue)"
    try Files.makePrivateDirectory(directory, for: account)
    let settings = try Self.settings(
      database: database, directory: directory, server: server, sessions: sessions)
    try Files.replace("\(directory)/pgbouncer.ini", with: settings, for: account)
    var pair: [Int32] = [-1, -1]
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    guard unsafe socketpair(AF_UNIX, type, 0, &pair) == 0 else { throw OwnError() }
    lifeline = OwnedDescriptor(pair[0])
    let watched = OwnedDescriptor(pair[1])
    guardian = try account.command(
      "/bin/sh", ["-c", Self.script, "sh", program, directory], endingWithUs: false
    )
    .start(input: watched.raw)
    try waitUntilReady()
  }

  deinit { stop() }

  /// The connection string of the database by way of the pooler.
  var url: String { "host=\(directory) port=\(Self.port) user=rollcall dbname=\(database.name)" }

  /// Opens a connection by way of the pooler.
  func connect(file: String = #fileID, line: Int = #line) throws -> Connection {
    try Connection(ConnectionTarget(url), applicationName: "rollcall-tests", file: file, line: line)
  }

  /// Ends it at once, as a crash would. Repeated calls do nothing.
  func stop() {
    guard Files.facts(directory) != nil else { return }
    _ = shutdown(lifeline.raw, Int32(SHUT_RDWR))
    ChildCommand.wait(for: guardian)
  }

  private static let port = 6432

  private static let script = """
    trap '' HUP INT TERM
    "$1" -q "$2/pgbouncer.ini" &
    while read -r line; do :; done
    kill -KILL $! && wait $!
    rm -rf -- "$2"
    """

  private static func settings(
    database: Database, directory: String, server: EphemeralServer, sessions: Int
  ) throws -> String {
    """
    [databases]
    \(database.name) = host=\(server.address.socketDirectory) port=\(server.address.port) user=rollcall
    [pgbouncer]
    listen_addr =
    listen_port = \(port)
    unix_socket_dir = \(directory)
    logfile = \(directory)/log
    auth_type = any
    pool_mode = transaction
    default_pool_size = \(sessions)
    query_wait_timeout = 20

    """
  }

  /// Whether somebody takes a connection: the socket's file is there a moment before.
  private var isListening: Bool {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let path = Array("\(directory)/.s.PGSQL.\(Self.port)".utf8)
    return unsafe withUnsafeMutableBytes(of: &address.sun_path) { bytes in
      guard path.count < bytes.count else { return false }
      unsafe bytes.copyBytes(from: path)
      return true
    } && OwnedDescriptor(socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)).connects(to: address)
  }

  private func waitUntilReady() throws {
    for _ in 1...500 {
      if isListening { return }
      usleep(10_000)
    }
    let log = Files.text(at: "\(directory)/log") ?? "it says nothing"
    stop()
    throw LocalServerError(.unreachable, "pgbouncer does not start: \(log)")
  }
}

extension OwnedDescriptor {
  fileprivate func connects(to address: sockaddr_un) -> Bool {
    unsafe withUnsafePointer(to: address) { address in
      unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe connect(raw, address, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
  }
}
