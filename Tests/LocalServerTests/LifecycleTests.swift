import Foundation
import Glibc
import Testing

@testable import LocalServer

@Suite struct LifecycleTests {
  @Test("A fresh home gets a server, and asking again finds the same one")
  func startIsIdempotent() throws {
    let place = try TemporaryHome(isDisposable: false)
    #expect(place.server.status() == .absent)
    let first = try place.server.ensureRunning()
    guard case .running(let running) = place.server.status() else {
      Issue.record("it does not run")
      return
    }
    #expect(running.version.hasPrefix("\(place.server.binaries.majorVersion)."))
    for _ in 0..<3 { #expect(try place.server.ensureRunning() == first) }
    #expect(place.postmasters == [running.processID])
    #expect(try place.psql("SELECT current_user") == "rollcall")
  }

  @Test("Asking a running server takes milliseconds, not the time of a start")
  func askingIsFast() throws {
    let place = try TemporaryHome()
    _ = try place.server.ensureRunning()
    let clock = ContinuousClock()
    let times = try (0..<21).map { _ in try clock.measure { _ = try place.server.ensureRunning() } }.sorted()
    // A start cannot be faster than this on any machine, an answer is 20 times faster on ours.
    #expect(times[10] < .milliseconds(50), "median \(times[10])")
    print("ensureRunning of a running server: median \(times[10]), best \(times[0])")
  }

  @Test("What was committed is there after every way to stop", arguments: StopMode.allCases)
  func stopKeepsData(mode: StopMode) throws {
    let place = try TemporaryHome(isDisposable: false)
    _ = try place.server.ensureRunning()
    _ = try place.psql("CREATE TABLE kept AS SELECT 41 + 1 AS n")
    #expect(try place.server.stop(mode: mode))
    #expect(place.server.status() == .stopped(majorVersion: place.server.binaries.majorVersion))
    #expect(ProcessTable.servers(of: place.data).isEmpty)
    #expect(try place.server.stop(mode: mode) == false)
    _ = try place.server.ensureRunning()
    #expect(try place.psql("SELECT n FROM kept") == "42")
  }

  @Test("Four programs at once on a fresh home all succeed with one server")
  func concurrentStarts() throws {
    let place = try TemporaryHome()
    let programs = try (0..<4).map { _ in try place.startTrial(["start"]) }
    for program in programs { #expect(ChildCommand.wait(for: program) == 0) }
    #expect(place.postmasters.count == 1)
    #expect(try place.psql("SELECT 1") == "1")
  }

  @Test("The server outlives the program that started it, in a session of its own")
  func outlivesProgram() throws {
    let place = try TemporaryHome()
    let program = try place.startTrial(["start"])
    #expect(ChildCommand.wait(for: program) == 0)
    guard case .running(let server) = place.server.status() else {
      Issue.record("it does not run")
      return
    }
    #expect(getsid(server.processID) != getsid(0))
    #expect(getpgid(server.processID) != program)
  }

  @Test("No descriptor of the starting program reaches the server")
  func inheritsNothing() throws {
    let place = try TemporaryHome()
    // On purpose without O_CLOEXEC, as a shell's redirections are.
    let leak = unsafe Glibc.open("/etc/passwd", O_RDONLY)
    defer { close(leak) }
    _ = try place.server.ensureRunning()
    for process in ProcessTable.servers(of: place.data) {
      let open = Files.names(in: "/proc/\(process)/fd").compactMap {
        Files.linkTarget("/proc/\(process)/fd/\($0)")
      }
      // A process that ended in between has none; the first one lives.
      if open.isEmpty && process != place.server.postmaster { continue }
      #expect(open.contains(place.home.logFile))
      #expect(!open.contains("/etc/passwd"))
      #expect(!open.contains(place.home.lockFile))
    }
  }

  @Test("Data of another major version is refused with the commands that mend it")
  func otherMajorVersion() throws {
    let place = try TemporaryHome()
    _ = try place.server.ensureRunning()
    try place.server.stop()
    try Data("14\n".utf8).write(to: URL(fileURLWithPath: "\(place.data)/PG_VERSION"))
    let error = #expect(throws: LocalServerError.self) { try place.server.ensureRunning() }
    #expect(error?.kind == .configuration)
    #expect(error?.hint?.contains("postgresql-14") == true)
    #expect(ProcessTable.servers(of: place.data).isEmpty)
  }

  @Test(
    "A home whose socket would have too long or an unquotable path works through a folder elsewhere",
    arguments: [
      String(repeating: "/a-long-name", count: 9), "/with, comma", "/with space and 'quote' \"x\" %41 é",
    ])
  func awkwardPaths(below: String) throws {
    let place = try TemporaryHome(below: below)
    let address = try place.server.ensureRunning()
    #expect(address.socketFile.utf8.count <= 107)
    let facts = try #require(Files.facts(address.socketDirectory))
    #expect(facts.mode & 0o777 == 0o700 && facts.owner == place.server.account.userID)
    #expect(try place.psql("SELECT 1") == "1")
    #expect(
      try TemporaryHome.psql(place.server.conninfo(database: "rollcall"), "SELECT 2", place.server.binaries)
        == "2")
  }
}
