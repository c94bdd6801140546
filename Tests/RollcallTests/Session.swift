import Foundation
import Testing

/// A terminal session in a file: commands with what they must print and their exit codes.
///
/// ```
/// # A remark.
/// @file people.csv        the lines up to @end become a file
/// email
/// @end
/// $ rollcall campaign list       run by sh; a backslash at its end continues it
/// > a line of standard output
/// ! a line of standard error
/// ? 65                    the exit code, where it is not 0
/// ```
///
/// In an expected line `…` stands for any text; a line of nothing but `…` stands for any lines, also none. Commands have
/// a database of their own: `rollcall` means `rollcall --database $DB` unless a database or an option comes first.
/// `@server own` gives the session a server of its own.
struct Session: CustomTestStringConvertible, Sendable {
  struct Step: Sendable {
    var line: Int
    var command: String
    var output: [String] = []
    var errors: [String] = []
    var code: Int32 = 0
  }

  let name: String
  let path: String
  private(set) var steps: [Step] = []
  private(set) var files: [String: String] = [:]
  private(set) var hasOwnServer = false

  var testDescription: String { name }

  static let all: [Session] = {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Sessions"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".session") }.sorted().compactMap { Session(path: "\(folder)/\($0)") }
  }()

  init?(path: String) {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    self.path = path
    name = String(path.split(separator: "/").last?.dropLast(".session".count) ?? "")
    var fileName: String?
    let lines = String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if let open = fileName {
        if line == "@end" { fileName = nil } else { files[open, default: ""] += line + "\n" }
      } else if line.hasPrefix("@file ") {
        fileName = String(line.dropFirst(6))
        files[fileName ?? "", default: ""] = ""
      } else {
        take(String(line), number: index + 1)
      }
    }
  }

  private mutating func take(_ line: String, number: Int) {
    let last = steps.count - 1
    switch line.first {
    case "$": steps.append(Step(line: number, command: String(line.dropFirst(2))))
    case "@": hasOwnServer = line == "@server own"
    case "#", nil: break
    case _ where last >= 0 && steps[last].command.hasSuffix("\\"):
      steps[last].command = steps[last].command.dropLast() + line.trimmingCharacters(in: .whitespaces)
    case ">" where last >= 0: steps[last].output.append(String(line.dropFirst(line.hasPrefix("> ") ? 2 : 1)))
    case "!" where last >= 0: steps[last].errors.append(String(line.dropFirst(line.hasPrefix("! ") ? 2 : 1)))
    case "?" where last >= 0: steps[last].code = Int32(line.dropFirst(2)) ?? -1
    default: Issue.record("\(path):\(number): this line says nothing: \(line)")
    }
  }

  /// Runs the commands one after the other, and records what is not as it must be.
  func run(in place: Place) throws {
    let folder = "\(place.folder)/\(name)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    for (name, text) in files { try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)")) }
    let database = name.replacing("-", with: "_")
    if !hasOwnServer {
      let made = try Command.run(["db", "migrate", "--database", database], in: place)
      #expect(made.code == 0, "\(made.errors)")
    }
    for step in steps {
      let outcome = try Command.run(
        ["-c", Self.prelude + step.command], in: place, program: "/bin/sh", folder: folder,
        environment: ["DB": database, "FOLDER": folder])
      check(step, outcome)
    }
  }

  private static let prelude = """
    rollcall() {
      case "$1 $*" in
        -*|demo*|" "*|*" --database"*) command rollcall "$@" ;;
        *) command rollcall --database "$DB" "$@" ;;
      esac
    }

    """

  private func check(_ step: Step, _ outcome: Command.Outcome) {
    let place = "\(path.split(separator: "/").last ?? ""):\(step.line): $ \(step.command)"
    #expect(outcome.code == step.code, "\(place)\n\(outcome.output)\(outcome.errors)")
    for (name, expected, found) in [
      ("standard output", step.output, outcome.output), ("standard error", step.errors, outcome.errors),
    ] where !Pattern(expected).matches(found) {
      Issue.record(
        "\(place)\n\(name) should be:\n\(expected.joined(separator: "\n"))\nand is:\n\(found)")
    }
  }
}

/// Expected lines with `…` in them.
struct Pattern {
  private let expected: [String]

  init(_ expected: [String]) { self.expected = expected }

  func matches(_ text: String) -> Bool {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    // The last line must end, or there is no line at all.
    guard lines.last == "" else { return false }
    lines.removeLast()
    return Self.matches(expected[...], lines[...]) {
      $0 == "…"
    } line: {
      Self.matches(Array($0)[...], Array($1)[...])
    }
  }

  private static func matches(_ pattern: ArraySlice<Character>, _ text: ArraySlice<Character>) -> Bool {
    matches(pattern, text) {
      $0 == "…"
    } line: {
      $0 == $1
    }
  }

  /// The classic walk with one point of return: where a star was last, and how far it reached.
  private static func matches<Item>(
    _ pattern: ArraySlice<Item>, _ text: ArraySlice<Item>, isStar: (Item) -> Bool, line: (Item, Item) -> Bool
  ) -> Bool {
    var (place, at) = (pattern.startIndex, text.startIndex)
    var star: (pattern: Int, text: Int)?
    while at < text.endIndex {
      if place < pattern.endIndex, isStar(pattern[place]) {
        star = (place, at)
        place += 1
      } else if place < pattern.endIndex, line(pattern[place], text[at]) {
        place += 1
        at += 1
      } else if let back = star {
        star = (back.pattern, back.text + 1)
        place = back.pattern + 1
        at = back.text + 1
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy(isStar)
  }
}
