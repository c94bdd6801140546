import Foundation
import Glibc
import Testing

@testable import LocalServer

@Suite struct EphemeralServerTests {
  @Test("A throw-away server takes extra settings, survives its own crash, and leaves nothing")
  func wholeLife() throws {
    let server = try EphemeralServer(settings: ["max_connections": "17", "application_name": "it's"])
    func ask(_ sql: String) throws -> String {
      try TemporaryHome.psql(server.url(), sql, server.server.binaries)
    }
    #expect(try ask("SHOW fsync") + ask("SHOW max_connections") == "off17")
    _ = try ask("SET synchronous_commit = on; CREATE TABLE kept AS SELECT 7 AS n")
    let first = try #require(server.processID)
    server.killPostmaster()
    #expect(server.processID == nil)
    try server.restart()
    #expect(server.processID != first)
    #expect(try ask("SELECT n FROM kept") == "7")
    try server.restart()
    #expect(try ask("SELECT n FROM kept") == "7")
    let last = try #require(server.processID)
    server.stop()
    server.stop()
    #expect(Files.facts(server.directory) == nil)
    #expect(kill(last, 0) != 0)
  }

  @Test(
    "A throw-away server ends with the process that made it, however that ends",
    arguments: [SIGKILL, SIGINT, SIGTERM])
  func diesWithOwner(signal: Int32) throws {
    let held = try hold()
    #expect(ProcessTable.isPostgres(held.server))
    kill(held.owner, signal)
    ChildCommand.wait(for: held.owner)
    let took = ContinuousClock().measure {
      #expect(eventually { !ProcessTable.isPostgres(held.server) && Files.facts(held.directory) == nil })
    }
    print("throw-away server gone after its owner: \(took)")
  }

  @Test("What an owner and its watchdog left when both were killed, the next server sweeps up")
  func sweep() throws {
    let held = try hold()
    let watchdogs = Files.names(in: "/proc").compactMap { Int32($0) }.filter { process in
      let words = (Files.text(at: "/proc/\(process)/cmdline") ?? "").split(separator: "\0")
      return words.first == "/bin/sh" && words.contains { $0 == held.directory }
    }
    #expect(watchdogs.count == 1)
    for process in watchdogs + [held.owner] { kill(process, SIGKILL) }
    ChildCommand.wait(for: held.owner)
    #expect(ProcessTable.isPostgres(held.server))
    try EphemeralServer().stop()
    #expect(Files.facts(held.directory) == nil)
    #expect(!ProcessTable.isPostgres(held.server))
  }

  @Test("A setting the server does not know is a configuration error and leaves no folder")
  func wrongSetting() throws {
    let error = #expect(throws: LocalServerError.self) {
      try EphemeralServer(settings: ["no_such_setting": "1"])
    }
    #expect(error?.kind == .configuration, "\(String(describing: error))")
  }

  /// The trial program holding a server: its process id, the server's, the folder.
  private func hold() throws -> (owner: Int32, server: Int32, directory: String) {
    let path = "/tmp/rollcall-law-\(UInt32.random(in: .min ... .max))"
    guard let output = Files.open(path, O_RDWR | O_CREAT | O_EXCL) else { throw LocalServerError(.io, path) }
    defer { _ = unsafe unlink(path) }
    let owner = try ChildCommand(TemporaryHome.trial, ["hold"]).start(output: output.raw)
    #expect(eventually { Files.text(at: path)?.hasSuffix("\n") == true })
    let words = (Files.text(at: path) ?? "").split(separator: " ")
    try #require(words.count >= 3)
    return (owner, try #require(Int32(words[0])), String(words[1]))
  }
}
