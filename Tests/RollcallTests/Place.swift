import Foundation

/// A folder of its own with a private server in it, both gone when the tests end, however they end: a shell waits for
/// us to die, then stops the server and removes the folder; what a killed shell leaves, the next run sweeps up.
final class Place: Sendable {
  private static let prefix = "rollcall-session-"

  private static let bases = ["/dev/shm", "/tmp"]

  /// One for all that does no harm to the server.
  static let shared = Result { try Place() }

  /// The folder.
  let folder: String
  /// What `ROLLCALL_HOME` is.
  var home: String { "\(folder)/home" }
  private let watchdog: Process
  /// Ends the watchdog's waiting when it is closed, by us or by the end of our process.
  private let lifeline: Pipe

  init() throws {
    Self.sweep()
    let process = ProcessInfo.processInfo.processIdentifier
    // In memory where there is room: a disk makes ten thousand small files wait.
    let memory = try? FileManager.default.attributesOfFileSystem(forPath: Self.bases[0])
    let hasRoom = (memory?[.systemFreeSize] as? NSNumber)?.int64Value ?? 0 > 2 << 30
    folder =
      "\(Self.bases[hasRoom ? 0 : 1])/\(Self.prefix)\(process)-\(UUID().uuidString.prefix(8).lowercased())"
    // The server's own user, where root started it, must be able to pass through.
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o755])
    lifeline = Pipe()
    watchdog = Process()
    watchdog.executableURL = URL(fileURLWithPath: "/bin/sh")
    watchdog.arguments = [
      "-c", "trap '' HUP INT TERM; while read -r line; do :; done; \(Self.removal)", "sh", folder,
      Self.program,
    ]
    watchdog.environment = Self.plainEnvironment
    watchdog.standardInput = lifeline
    watchdog.standardOutput = FileHandle.nullDevice
    watchdog.standardError = FileHandle.nullDevice
    try watchdog.run()
  }

  deinit { end() }

  /// Stops the server and removes the folder.
  func end() {
    try? lifeline.fileHandleForWriting.close()
    watchdog.waitUntilExit()
  }

  private static let removal = #"ROLLCALL_HOME="$1/home" "$2" db stop --quiet; rm -rf -- "$1""#

  /// Removes folders whose owners are dead.
  private static func sweep() {
    for base in bases {
      for name in (try? FileManager.default.contentsOfDirectory(atPath: base)) ?? [] {
        guard name.hasPrefix(prefix),
          let owner = name.dropFirst(prefix.count).split(separator: "-").first.flatMap({ pid_t($0) }),
          kill(owner, 0) != 0, errno == ESRCH
        else { continue }
        let cleaner = Process()
        cleaner.executableURL = URL(fileURLWithPath: "/bin/sh")
        cleaner.arguments = ["-c", removal, "sh", "\(base)/\(name)", program]
        cleaner.environment = plainEnvironment
        try? cleaner.run()
        cleaner.waitUntilExit()
      }
    }
  }

  /// The program, built beside the tests.
  static let program: String = {
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/../../.build/debug"
    let bundle = CommandLine.arguments.first { $0.contains(".xctest") }.map { path in
      path.components(separatedBy: "/").prefix { !$0.hasSuffix(".xctest") }.joined(separator: "/")
    }
    return [bundle, source].compactMap { $0.map { "\($0)/rollcall" } }
      .first { FileManager.default.isExecutableFile(atPath: $0) } ?? "rollcall"
  }()

  /// Nothing of the user's own settings.
  private static let plainEnvironment = [
    "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC",
  ].merging(sanitizer) { $1 }

  /// What a program that was built with a sanitizer is told.
  private static let sanitizer = ProcessInfo.processInfo.environment.filter {
    ["ASAN_OPTIONS", "TSAN_OPTIONS"].contains($0.key)
  }

  /// What every command gets.
  var environment: [String: String] {
    let built = URL(fileURLWithPath: Self.program).deletingLastPathComponent().path
    return Self.plainEnvironment.merging(
      ["PATH": "\(built):/usr/sbin:/usr/bin:/sbin:/bin", "HOME": folder, "ROLLCALL_HOME": home]
    ) { $1 }
  }
}
