import Foundation
import Testing

/// The repository, as the tests read it.
enum House {
  /// The folder that holds Package.swift.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A file of the repository.
  struct File: CustomTestStringConvertible {
    /// The path from the root.
    let path: String
    let text: String
    /// The same as code; read once, since it is slow.
    var code: SwiftCode { House.code[path] ?? SwiftCode(text) }
    var name: String { path.split(separator: "/").last.map { String($0) } ?? path }
    /// The module it belongs to: the folder below `Sources` or `Tests`.
    var module: String { path.split(separator: "/").dropFirst().first.map { String($0) } ?? "" }
    var testDescription: String { path }
  }

  /// The text of a file, nil where there is none.
  static func text(_ path: String) -> String? {
    (try? Data(contentsOf: root.appendingPathComponent(path))).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Names in a folder, in byte order; none where there is no such folder.
  static func names(in folder: String) -> [String] {
    let found = try? FileManager.default.contentsOfDirectory(
      atPath: root.appendingPathComponent(folder).path)
    return (found ?? []).sorted()
  }

  /// All files below a folder; what builds and git leave there is passed over.
  static func files(below folder: String) -> [File] {
    let passed: Set<String> = [".git", ".build", ".swiftpm", "Package.resolved", ".DS_Store"]
    return names(in: folder).filter { !passed.contains($0) }.flatMap { name -> [File] in
      let path = folder.isEmpty ? name : "\(folder)/\(name)"
      let attributes = try? FileManager.default.attributesOfItem(
        atPath: root.appendingPathComponent(path).path)
      guard attributes?[.type] as? FileAttributeType != .typeDirectory else { return files(below: path) }
      return text(path).map { [File(path: path, text: $0)] } ?? []
    }
  }

  /// The Swift files of the program.
  static let sources = files(below: "Sources").filter { $0.path.hasSuffix(".swift") }
  /// The Swift files of the tests.
  static let tests = files(below: "Tests").filter { $0.path.hasSuffix(".swift") }

  private static let code = Dictionary(
    uniqueKeysWithValues: (sources + tests).map { ($0.path, SwiftCode($0.text)) })

  /// Fails with one line an offender.
  static func expectNone(_ offenders: [String], _ law: Comment, location: SourceLocation = #_sourceLocation) {
    let list = offenders.joined(separator: "\n")
    #expect(offenders.isEmpty, "\(law.rawValue):\n\(list)", sourceLocation: location)
  }
}
