import Foundation
import Testing

/// What the articles and the documentation comments show is code that was compiled and run: each of their examples stands
/// in a file of the folder Examples, whose tests say what comes of it.
struct ExampleTests {
  private static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  private static let sources = tests.appendingPathComponent("../../Sources/Postgres").standardizedFileURL
  private static let catalogue = sources.appendingPathComponent("Postgres.docc")

  /// An example, by its lines without indentation, and where it begins.
  struct Example {
    var file: String
    var line: Int
    var lines: [String] = []
  }

  private static func files(below folder: URL, ending suffix: String) throws -> [String] {
    let names = try #require(FileManager.default.enumerator(atPath: folder.path))
    return names.compactMap { $0 as? String }.filter { $0.hasSuffix(suffix) }.sorted()
  }

  /// The lines of a file without indentation.
  private static func lines(of file: URL) throws -> [String] {
    try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
      .map { $0.trimmingCharacters(in: .whitespaces) }
  }

  /// What stands between the marks for Swift in a text.
  private static func examples(in lines: [String], file: String) -> [Example] {
    var examples: [Example] = []
    var open: Example?
    for (index, line) in lines.enumerated() {
      if line == "```swift" {
        open = Example(file: file, line: index + 2)
      } else if line.hasPrefix("```"), let example = open {
        examples.append(example)
        open = nil
      } else {
        open?.lines.append(line)
      }
    }
    return examples
  }

  private static func examplesOfArticles() throws -> [Example] {
    try files(below: catalogue, ending: ".md").flatMap { file in
      try examples(in: lines(of: catalogue.appendingPathComponent(file)), file: file)
    }
  }

  private static func examplesOfComments() throws -> [Example] {
    try files(below: sources, ending: ".swift").flatMap { file in
      let comments = try lines(of: sources.appendingPathComponent(file)).map { line in
        line.hasPrefix("///") ? line.dropFirst(3).trimmingCharacters(in: .whitespaces) : ""
      }
      return examples(in: comments, file: file)
    }
  }

  /// The code that is run, a file at a time.
  private static func code() throws -> [[String]] {
    let folder = tests.appendingPathComponent("Examples")
    return try files(below: folder, ending: ".swift").map { try lines(of: folder.appendingPathComponent($0)) }
  }

  private static func contains(_ example: Example, _ code: [String]) -> Bool {
    code.indices.contains { code[$0...].starts(with: example.lines) }
  }

  @Test("Every example of the articles and of the documentation comments is run by a test")
  func examplesAreRun() throws {
    let articles = try Self.examplesOfArticles()
    let comments = try Self.examplesOfComments()
    #expect(articles.count >= 20 && !comments.isEmpty, "where are the examples?")
    let code = try Self.code()
    for example in articles + comments where !code.contains(where: { Self.contains(example, $0) }) {
      let name = example.file.components(separatedBy: "/").last ?? example.file
      Issue.record(
        "no test runs this example: \(example.lines.first ?? "it is empty")",
        sourceLocation: SourceLocation(
          fileID: "Postgres/\(name)", filePath: example.file, line: example.line, column: 1))
    }
  }

  @Test("The start page names every public type")
  func startPageIsComplete() throws {
    let page = try String(contentsOf: Self.catalogue.appendingPathComponent("Postgres.md"), encoding: .utf8)
    for file in try Self.files(below: Self.sources, ending: ".swift") {
      let text = try String(contentsOf: Self.sources.appendingPathComponent(file), encoding: .utf8)
      // At the beginning of a line: a type within another is shown with it.
      let types = text.matches(
        of: /(?m)^(@[a-z]+ )*public (final )?(struct|class|enum|protocol|typealias) ([A-Za-z]+)/)
      for type in types.map({ $0.output.4 }) {
        let isNamed = page.contains("- ``\(type)``")
        #expect(isNamed, "\(file): \(type) is missing")
      }
    }
  }
}
