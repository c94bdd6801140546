import Foundation
import Glibc
import Testing

@testable import LocalServer

@Suite struct CrashTests {
  @Test("After kill -9 of the first process with a busy backend left, the next start serves the same data")
  func killedWithBusyBackend() throws {
    let place = try TemporaryHome(isDisposable: false)
    let url = try place.server.ensureRunning().url(database: "rollcall")
    _ = try place.psql("CREATE TABLE kept AS SELECT 7 AS n")
    let busy = "SELECT count(*) FROM generate_series(1, 1000000000000) AS g(i) WHERE i < 0"
    let client = try ChildCommand(place.server.binaries.psql, ["-X", "-c", busy, url]).start()
    defer {
      kill(client, SIGKILL)
      ChildCommand.wait(for: client)
    }
    let running =
      "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%1000000000000%i < 0'"
    #expect(eventually { (try? place.psql(running)) == "1" })
    let old = try #require(place.server.postmaster)
    kill(old, SIGKILL)
    #expect(eventually { !ProcessTable.isPostgres(old) })
    usleep(100_000)
    let orphans = ProcessTable.servers(of: place.data)
    #expect(!orphans.isEmpty, "without a busy backend left the law says nothing")
    let took = try ContinuousClock().measure { _ = try place.server.ensureRunning() }
    print("start after kill -9 with a busy backend: \(took)")
    #expect(Set(ProcessTable.servers(of: place.data)).isDisjoint(with: orphans))
    #expect(try place.psql("SELECT n FROM kept") == "7")
  }

  @Test(
    "A stale pid file is no server, whatever it names",
    arguments: ["dead", "living", "init", "text", "nothing"])
  func stalePidFile(naming: String) throws {
    let place = try TemporaryHome()
    _ = try place.server.ensureRunning()
    let path = PostmasterFile.path(in: place.data)
    let written = try #require(Files.text(at: path))
    let old = try #require(place.server.postmaster)
    try place.server.stop(mode: .immediate)
    let sleeper = try ChildCommand("/bin/sleep", ["60"]).start()
    defer {
      #expect(kill(sleeper, 0) == 0, "the foreign process was ended")
      kill(sleeper, SIGKILL)
      ChildCommand.wait(for: sleeper)
    }
    let rest = written.drop { $0 != "\n" }
    let text =
      ["dead": "\(old)\(rest)", "living": "\(sleeper)\(rest)", "init": "1\(rest)", "text": "x\(rest)"][naming]
      ?? ""
    try Files.replace(path, with: text, for: place.server.account)
    #expect(place.server.status() == .stopped(majorVersion: place.server.binaries.majorVersion))
    // The socket's lock goes stale in the same way.
    let lock = place.server.home.socketDirectory + "/.s.PGSQL.5432.lock"
    try Files.replace(lock, with: "\(sleeper)\(rest)", for: place.server.account)
    _ = try place.server.ensureRunning()
    #expect(try place.psql("SELECT 1") == "1")
  }

  @Test(
    "A program killed at any moment of making and starting leaves nothing half-done",
    arguments: [5, 60, 150, 300, 450, 550, 650, 750])
  func killedProgram(milliseconds: UInt32) throws {
    let place = try TemporaryHome(isDisposable: false)
    let program = try place.startTrial(["start"])
    usleep(milliseconds * 1_000)
    kill(program, SIGKILL)
    ChildCommand.wait(for: program)
    _ = try place.server.ensureRunning()
    #expect(place.postmasters.count == 1)
    #expect(
      try place.psql("SELECT count(*) FROM pg_roles WHERE rolname = 'rollcall' AND NOT rolsuper") == "1")
    let left = Files.names(in: place.home.serverDirectory).filter { $0.hasPrefix("data.new") }
    #expect(left.isEmpty)
  }

  @Test("A full restart of the machine, which takes processes and sockets away, loses nothing")
  func machineRestart() throws {
    let place = try TemporaryHome(isDisposable: false)
    let first = try place.server.ensureRunning()
    _ = try place.psql("CREATE TABLE kept AS SELECT 7 AS n")
    let written = try #require(Files.text(at: PostmasterFile.path(in: place.data)))
    try place.server.stop(mode: .immediate)
    try Files.replace(PostmasterFile.path(in: place.data), with: written, for: place.server.account)
    try FileManager.default.removeItem(atPath: place.home.socketDirectory)
    #expect(try place.server.ensureRunning() == first)
    #expect(try place.psql("SELECT n FROM kept") == "7")
  }

  @Test("A living server whose socket was removed gets a new one, and stays one server")
  func lostSocket() throws {
    let place = try TemporaryHome()
    let address = try place.server.ensureRunning()
    _ = try place.psql("CREATE TABLE kept AS SELECT 7 AS n")
    try FileManager.default.removeItem(atPath: address.socketDirectory)
    _ = try place.server.ensureRunning()
    #expect(place.postmasters.count == 1)
    #expect(try place.psql("SELECT n FROM kept") == "7")
  }

  @Test("A home removed under its running server starts anew, and the old server goes")
  func removedHome() throws {
    // The socket lies elsewhere, so the old server can still be reached.
    let place = try TemporaryHome(below: String(repeating: "/a-long-name", count: 9))
    _ = try place.server.ensureRunning()
    let old = try #require(place.server.postmaster)
    try FileManager.default.removeItem(atPath: place.home.serverDirectory)
    _ = try place.server.ensureRunning()
    #expect(place.server.postmaster != old)
    #expect(eventually { !ProcessTable.isPostgres(old) })
  }
}
