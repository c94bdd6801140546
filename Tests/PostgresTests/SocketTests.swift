import CLibpq
import Glibc
import PostgresTesting
import Testing

@testable import Postgres

/// What the connection's socket is like.
@Suite(.database, .enabled(if: Cluster.isPrivate)) struct SocketTests {
  /// The options that keep a silent connection alive, by their numbers for a TCP socket: TCP_KEEPIDLE, TCP_KEEPINTVL,
  /// TCP_KEEPCNT and TCP_USER_TIMEOUT of Linux.
  private static let waits: [(keyword: String, option: Int32, value: Int32)] = [
    ("keepalives_idle", 4, 77), ("keepalives_interval", 5, 7), ("keepalives_count", 6, 3),
    ("tcp_user_timeout", 18, 5_000),
  ]

  @Test(
    "The settings that find a silent connection dead arrive at the socket; without them it is watched all the same"
  )
  func keepalives() throws {
    let relay = try Relay(to: Database.current)
    let url = try relay.url(of: Database.current)
    let words = Self.waits.map { "\($0.keyword)=\($0.value)" }.joined(separator: " ")
    let watched = try Connection(ConnectionTarget("\(url) \(words)"))
    #expect(watched.option(SO_KEEPALIVE, of: SOL_SOCKET) == 1)
    for wait in Self.waits { #expect(watched.option(wait.option, of: Int32(IPPROTO_TCP)) == wait.value) }
    let untouched = try Connection(ConnectionTarget(url))
    #expect(untouched.option(SO_KEEPALIVE, of: SOL_SOCKET) == 1)
    let unwatched = try Connection(ConnectionTarget("\(url) keepalives=0"))
    #expect(unwatched.option(SO_KEEPALIVE, of: SOL_SOCKET) == 0)
  }

  @Test("A program that is started does not inherit the connection's socket, of whatever kind")
  func inheritance() throws {
    let relay = try Relay(to: Database.current)
    let local = try Database.current.connect()
    let remote = try Connection(ConnectionTarget(relay.url(of: Database.current)))
    let encrypted = try Connection(
      ConnectionTarget(TLSServer.shared.conninfo(["password": TLSServer.password])))
    for socket in [local.socket, remote.socket, encrypted.socket] {
      #expect(socket > 2)
      #expect(fcntl(socket, F_GETFD) & FD_CLOEXEC != 0)
    }
  }

  @Test("Over a Unix socket nothing is encrypted, whatever is asked for")
  func unixSocket() throws {
    for mode in ["disable", "prefer", "require", "verify-full"] {
      let url = try Database.current.url(with: "sslmode", mode)
      var connection = try Connection(ConnectionTarget(url))
      let isEncrypted = try connection.value(
        "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()", as: Bool.self)
      #expect(isEncrypted == false)
    }
  }
}

extension Connection {
  fileprivate var socket: Int32 { unsafe PQsocket(wire.connection) }

  /// An option of the socket, nil where it cannot be told.
  fileprivate func option(_ name: Int32, of level: Int32) -> Int32? {
    var value: Int32 = -1
    var size = socklen_t(MemoryLayout<Int32>.size)
    return unsafe getsockopt(socket, level, name, &value, &size) == 0 ? value : nil
  }
}
