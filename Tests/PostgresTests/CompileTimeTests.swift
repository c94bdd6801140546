import Foundation
import Testing

/// Misuses that the compiler refuses. Each is a file of `MustNotCompile`, whose comments say which errors the next line
/// has; the other lines have none.
struct CompileTimeTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("MustNotCompile")

  static let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.sorted() ?? []

  /// Where the modules of this build are: beside the tests.
  private static func modules() throws -> URL {
    let bundle = try #require(CommandLine.arguments.first { $0.contains(".xctest") })
    let path = bundle.components(separatedBy: "/").prefix { !$0.hasSuffix(".xctest") }.joined(separator: "/")
    return URL(fileURLWithPath: path)
  }

  /// The compiler's errors, `line: message`. Those about ownership and exclusivity come after the types are checked, so
  /// checking the types is not enough.
  private func errors(in file: String) throws -> [String] {
    let sources = Self.folder.deletingLastPathComponent().appendingPathComponent("../../Sources/CLibpq")
    let build = try Self.modules()
    let compiler = Process()
    compiler.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    compiler.arguments =
      [
        "swiftc", "-swift-version", "6", "-parse-as-library", "-module-name", "Proof", "-emit-sil", "-o",
        "/dev/null", "-I", build.appendingPathComponent("Modules").path, "-I", build.path, "-I",
        sources.standardizedFileURL.path, file,
      ]
    compiler.currentDirectoryURL = Self.folder
    let output = Pipe()
    compiler.standardError = output
    compiler.standardOutput = output
    try compiler.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    compiler.waitUntilExit()
    return text.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: ":", maxSplits: 3)
      guard parts.count == 4, parts[0] == file, parts[3].hasPrefix(" error: ") else { return nil }
      return "\(parts[1]): \(parts[3].dropFirst(8))"
    }
  }

  /// `line: message` of each comment that announces an error, for the next line that is no such comment.
  private static func announced(in text: String) -> [String] {
    var expected: [String] = []
    var waiting: [String] = []
    for (index, line) in text.components(separatedBy: "\n").enumerated() {
      if let mark = line.range(of: "// error: ") {
        waiting.append(String(line[mark.upperBound...]))
      } else {
        expected += waiting.map { "\(index + 1): \($0)" }
        waiting = []
      }
    }
    return expected
  }

  @Test("The compiler refuses what must not be, where it stands, and nothing else", arguments: files)
  func proof(_ file: String) throws {
    let text = try String(contentsOf: Self.folder.appendingPathComponent(file), encoding: .utf8)
    let expected = Self.announced(in: text)
    #expect(expected.isEmpty == (file == "Allowed.swift"))
    var found = try errors(in: file)
    for error in expected {
      let place = found.firstIndex { actual in
        let line = error.prefix { $0 != ":" }
        return actual.hasPrefix("\(line): ") && actual.contains(error.dropFirst(line.count + 2))
      }
      let index = try #require(place, "\(file) has no error ‘\(error)’, but \(found)")
      found.remove(at: index)
    }
    #expect(found == [], "errors that were not expected")
  }

  @Test("The misuses that this library was made to refuse are all there")
  func complete() {
    #expect(Self.files.count == 12)
  }
}
