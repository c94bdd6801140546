import Foundation
import Glibc

@testable import LocalServer

/// A home in a folder of its own that ends with the test: its server is stopped and the folder removed.
final class TemporaryHome: Sendable {
  let server: PrivateServer
  let environment: [String: String]
  let parent: String

  var home: ServerHome { server.home }
  var data: String { home.dataDirectory }

  /// `below` is added to a fresh folder as root would get it from `mktemp -d`.
  ///
  /// Disposable by default: the laws about places and processes hold without the disk, three times as fast.
  init(below: String = "", isDisposable: Bool = true) throws {
    // In memory where there is room: ext4 looks for free inodes slowly after thousands were deleted.
    let memory = try? FileManager.default.attributesOfFileSystem(forPath: "/dev/shm")[.systemFreeSize] as? Int
    let base = isDisposable && (memory ?? 0) > 2 << 30 ? "/dev/shm" : "/tmp"
    var template = Array("\(base)/rollcall-law-XXXXXX".utf8CString)
    guard unsafe mkdtemp(&template) != nil else { throw LocalServerError(.io, "no folder") }
    parent = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    if !below.isEmpty, ServerAccount.isRoot { _ = unsafe chmod(parent, 0o755) }
    var environment = ProcessInfo.processInfo.environment
    environment["ROLLCALL_HOME"] = parent + below
    self.environment = environment
    let home = try ServerHome(environment: environment)
    server = try PrivateServer(
      home: home, binaries: .find(environment: environment),
      settings: ServerSettings(isDisposable: isDisposable))
  }

  deinit {
    _ = try? server.stop(mode: .immediate, timeoutSeconds: 20)
    if server.home.socketDirectory != "\(server.home.serverDirectory)/socket" {
      try? FileManager.default.removeItem(atPath: server.home.socketDirectory)
    }
    try? FileManager.default.removeItem(atPath: parent)
  }

  /// What `psql` prints for a statement, with nothing but the address.
  func psql(_ sql: String, database: String = "rollcall", user: String? = nil) throws -> String {
    try TemporaryHome.psql(server.address.url(database: database, user: user), sql, server.binaries)
  }

  static func psql(_ address: String, _ sql: String, _ binaries: ServerBinaries) throws -> String {
    let outcome = try ChildCommand(binaries.psql, ["-X", "-v", "ON_ERROR_STOP=1", "-Atqc", sql, address])
      .run()
    guard outcome.succeeded else { throw LocalServerError(.unreachable, outcome.output) }
    return outcome.output.trimmingCharacters(in: .newlines)
  }

  /// The server's first processes: those whose parent is not of the server.
  var postmasters: [Int32] {
    let all = Set(ProcessTable.servers(of: data))
    return all.filter { process in
      let status = Files.text(at: "/proc/\(process)/status") ?? ""
      let parent = status.split(separator: "\n").first { $0.hasPrefix("PPid:") }?.split(separator: "\t").last
      // One that has ended meanwhile has no parent any more, and was none.
      guard let parent, let number = Int32(parent) else { return false }
      return !all.contains(number)
    }
  }

  /// The trial program, built beside the tests.
  static let trial: String = {
    let bundle = CommandLine.arguments.first { $0.contains(".xctest") }
    let folder = bundle.map { URL(fileURLWithPath: $0).deletingLastPathComponent().path }
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/../../.build/debug"
    return [folder, source].compactMap { $0.map { "\($0)/server-trial" } }
      .first { FileManager.default.isExecutableFile(atPath: $0) } ?? "server-trial"
  }()

  /// Starts the trial program with this home and returns at once; it replaces `env`, so the number is its own.
  func startTrial(_ words: [String], output: Int32? = nil) throws -> Int32 {
    let home = environment["ROLLCALL_HOME"] ?? ""
    return try ChildCommand("/usr/bin/env", ["ROLLCALL_HOME=\(home)", Self.trial] + words).start(
      output: output)
  }
}

/// Waits until a condition holds, at most ten seconds.
func eventually(_ condition: () -> Bool) -> Bool { ProcessTable.waitUntil(milliseconds: 10_000, condition) }
