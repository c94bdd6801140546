import Foundation
import Glibc
import LocalServer
import PostgresTesting
import Testing

@testable import Postgres

/// What a connection says when the whole server goes, or is full. Each case is a process with a server of its own.
@Suite(.enabled(if: Cluster.isPrivate)) struct OwnServerTests {
  @Test("A server that is restarted during a statement loses it without a repetition; a new connection works")
  func restart() async throws {
    await #expect(processExitsWith: .success) {
      let server = try EphemeralServer()
      defer { server.stop() }
      let target = try ConnectionTarget(server.url())
      var connection = try Connection(target)
      try connection.script("SET synchronous_commit = on; CREATE TABLE kept (n int)")
      let isBack = DispatchSemaphore(value: 0)
      Thread.detachNewThread {
        Thread.sleep(forTimeInterval: 0.2)
        _ = try? server.server.stop(mode: .immediate)
        _ = try? server.server.ensureRunning()
        isBack.signal()
      }
      let start = ContinuousClock.now
      let error = try refusal {
        try connection.execute(
          "WITH slow AS (INSERT INTO kept VALUES (1) RETURNING n) SELECT pg_sleep(30) FROM slow")
      }
      try #require(error.kind == .connectionLost && error.spoils == .connection && !error.isSafeToRetry)
      try #require(ContinuousClock.now - start < .seconds(15))
      isBack.wait()
      try #require(try refusal { _ = try connection.run("SELECT 1") }.kind == .connectionLost)
      var next = try Connection(target)
      try #require(try next.count("kept") == 0)
      try #require(try next.value("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep%'") == 1)
    }
  }

  @Test(
    "A server that is full refuses with 53300, which may be tried again; a place that is given back is taken")
  func full() async throws {
    await #expect(processExitsWith: .success) {
      let server = try EphemeralServer(settings: [
        "max_connections": "6", "superuser_reserved_connections": "3", "max_wal_senders": "0",
      ])
      defer { server.stop() }
      let target = try ConnectionTarget(server.url())
      do {
        let places = try [Place(target), Place(target), Place(target)]
        let error = try refusal { _ = try Connection(target) }
        try #require(error.kind == .cannotConnect && error.sqlState?.rawValue == "53300")
        try #require(error.message.contains("connection slots are reserved") && error.isSafeToRetry)
        let superuser = server.address.url(database: "postgres", user: ServerAddress.superuser)
        let reserved = try ConnectionTarget(superuser)
        let more = try [Place(reserved), Place(reserved), Place(reserved)]
        let all = try refusal { _ = try Connection(reserved) }
        try #require(all.sqlState?.rawValue == "53300" && all.message.contains("too many clients already"))
        withExtendedLifetime((places, more)) {}
      }
      // A session that was closed takes some moments to end.
      var isIn = false
      for _ in 1...200 where !isIn {
        isIn = (try? Connection(target).close()) != nil
        if !isIn { usleep(20_000) }
      }
      try #require(isIn)
    }
  }
}

/// A connection to keep in a list, which takes only what can be copied.
private final class Place {
  private let connection: Connection

  init(_ target: ConnectionTarget) throws { connection = try Connection(target) }
}
