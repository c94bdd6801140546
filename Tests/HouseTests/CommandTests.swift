import Foundation
import Testing

/// The program's commands, as it describes them itself.
struct CommandTests {
  /// A command or group.
  struct Command: Decodable {
    struct Argument: Decodable {
      struct Name: Decodable {
        var kind: String
        var name: String
      }
      var kind: String
      var valueName: String?
      var abstract: String?
      var names: [Name]?
      var shouldDisplay: Bool
    }
    var commandName: String
    var abstract: String?
    var arguments: [Argument]?
    var subcommands: [Command]?

    /// The command and all below it, each with the words that call it.
    func all(after words: [String] = []) -> [(path: String, command: Command)] {
      let path = words + [commandName]
      return [(path.joined(separator: " "), self)]
        + (subcommands ?? []).filter { $0.commandName != "help" }.flatMap { $0.all(after: path) }
    }
  }

  private struct Dump: Decodable { var command: Command }

  /// Where the program was built: beside the tests.
  static let program: URL? = {
    let bundle = CommandLine.arguments.first { $0.contains(".xctest") }.map { URL(fileURLWithPath: $0) }
    var folders = [House.root.appendingPathComponent(".build/debug")]
    if let bundle {
      let path = bundle.path.components(separatedBy: "/").prefix { !$0.hasSuffix(".xctest") }
      folders.insert(URL(fileURLWithPath: path.joined(separator: "/")), at: 0)
    }
    return folders.map { $0.appendingPathComponent("rollcall") }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }()

  static func commands() throws -> [(path: String, command: Command)] { try described.get().all() }

  /// Asked once.
  private static let described = Result { () throws -> Command in
    let process = Process()
    let output = Pipe()
    let built: URL = try #require(program, "the program is not built: swift build")
    process.executableURL = built
    process.arguments = ["--experimental-dump-help"]
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return try JSONDecoder().decode(Dump.self, from: data).command
  }

  @Test("Every command and every option says what it does")
  func help() throws {
    let commands = try Self.commands()
    #expect(commands.count > 60, "the commands were found")
    House.expectNone(
      commands.filter { ($0.command.abstract ?? "").isEmpty }.map(\.path), "a command without a word")
    let silent = commands.flatMap { path, command in
      (command.arguments ?? []).filter { $0.shouldDisplay && ($0.abstract ?? "").isEmpty }
        .map { "\(path): \($0.names?.last?.name ?? $0.valueName ?? "?")" }
    }
    House.expectNone(silent, "an option without a word")
  }

  @Test("Every command stands in the manual")
  func manual() throws {
    let text = (House.text("README.md") ?? "") + (House.text("docs/commands.md") ?? "")
    let missing = try Self.commands().filter {
      $0.command.subcommands == nil || $0.command.subcommands?.isEmpty == true
    }
    .map(\.path).filter { path in !Self.mentions(text, path) }
    House.expectNone(missing, "commands that README.md and docs/commands.md leave out")
  }

  @Test("Every option of a command stands in the manual")
  func options() throws {
    let text = (House.text("README.md") ?? "") + (House.text("docs/commands.md") ?? "")
    var users: [String: [String]] = [:]
    for (path, command) in try Self.commands() {
      for argument in command.arguments ?? [] where argument.shouldDisplay {
        for name in argument.names ?? []
        where name.kind == "long" && !["help", "version"].contains(name.name) {
          users["--\(name.name)", default: []].append(path)
        }
      }
    }
    let missing = users.filter { !Self.mentions(text, $0.key) }.map { option, paths in
      "\(option) of \(paths.sorted().joined(separator: ", "))"
    }
    House.expectNone(missing.sorted(), "options that the manual leaves out")
  }

  @Test("The manual names no command that the program does not have")
  func nothingInvented() throws {
    let paths = Set(try Self.commands().map(\.path))
    let groups = Set(
      paths.map { $0.split(separator: " ") }.filter { $0.count == 3 }.map { String($0[1]) })
    for file in ["README.md", "docs/commands.md"] {
      for line in (House.text(file) ?? "").split(separator: "\n") {
        let words = line.split { " `$#|".contains($0) }.map { String($0) }
        guard let place = words.firstIndex(of: "rollcall"), place + 2 < words.count,
          groups.contains(words[place + 1]), words[place + 2].allSatisfy({ $0.isLowercase && $0.isLetter })
        else { continue }
        #expect(paths.contains("rollcall \(words[place + 1]) \(words[place + 2])"), "\(file): \(line)")
      }
    }
  }

  /// Whether the words stand there and do not go on as another word.
  private static func mentions(_ text: String, _ words: String) -> Bool {
    var rest = text[...]
    while let found = rest.range(of: words) {
      let next = rest[found.upperBound...].first
      if next.map({ !$0.isLetter && !$0.isNumber && $0 != "-" }) ?? true { return true }
      rest = rest[found.upperBound...]
    }
    return false
  }
}
