import Foundation
import Testing

/// How the code is written.
struct CodeTests {
  /// Where raw memory may be touched.
  private static func mayTouchRawMemory(_ file: House.File) -> Bool {
    ["Postgres", "CSV", "Sheets", "LocalServer", "EmbeddedFiles"].contains(file.module)
      || [
        "Sources/Roll/Import/InputFile.swift", "Sources/Roll/Signature/Identity.swift",
        "Sources/rollcall/Terminal.swift",
      ].contains(file.path)
  }

  /// Lines of the program's code whose words hold one of these.
  private func uses(_ words: Set<String>, in files: [House.File]) -> [String] {
    files.flatMap { file in
      file.code.lines.enumerated().compactMap { index, line in
        let found = words.intersection(SwiftCode.words(line))
        return found.isEmpty ? nil : "\(file.path):\(index + 1): \(found.sorted().joined(separator: ", "))"
      }
    }
  }

  @Test("Raw memory is touched only where it must be")
  func unsafeCode() {
    House.expectNone(
      uses(["unsafe"], in: House.sources.filter { !Self.mayTouchRawMemory($0) }),
      "unsafe outside its places")
  }

  @Test("No file is longer than 300 lines")
  func fileLength() {
    let long = (House.sources + House.tests).compactMap { file -> String? in
      let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
      return lines > 300 ? "\(file.path): \(lines) lines" : nil
    }
    House.expectNone(long, "too long")
  }

  @Test("No function is longer than 40 lines")
  func functionLength() {
    var count = 0
    let long = (House.sources + House.tests).flatMap { file in
      let functions = file.code.functions
      count += functions.count
      return functions.filter { $0.length > 40 }
        .map { "\(file.path):\($0.line): \($0.name), \($0.length) lines" }
    }
    House.expectNone(long, "too long")
    #expect(count > 500, "the functions were found")
  }

  @Test("Nothing is left to do, and nothing brings the program down")
  func noTraps() {
    House.expectNone(
      uses(["fatalError", "preconditionFailure", "abort"], in: House.sources), "it would trap")
    let forced = House.sources.flatMap { file in
      file.code.lines.enumerated().compactMap { index, line in
        line.contains("try!") || line.contains("as!") ? "\(file.path):\(index + 1)" : nil
      }
    }
    House.expectNone(forced, "it would trap")
    let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X:"]
    let unfinished = (House.sources + House.tests).flatMap { file in
      file.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap {
        index, line in
        marks.contains { line.contains($0) } ? "\(file.path):\(index + 1)" : nil
      }
    }
    House.expectNone(unfinished, "unfinished")
  }

  @Test("No name says nothing")
  func names() {
    let forbidden = ["Manager", "Helper", "Utils", "Util"]
    let offenders = (House.sources + House.tests).flatMap { file in
      file.code.lines.enumerated().flatMap { index, line in
        SwiftCode.words(line).filter { word in
          word != "FileManager" && forbidden.contains { word.hasPrefix($0) || word.hasSuffix($0) }
        }.map { "\(file.path):\(index + 1): \($0)" }
      }
    }
    House.expectNone(offenders, "names that say nothing")
  }

  @Test("No type has its module's name")
  func moduleNames() {
    let offenders = House.sources.filter { file in
      file.module != "rollcall"
        && file.code.lines.contains { line in
          let words = SwiftCode.words(line)
          return ["struct", "class", "enum", "protocol", "actor"].contains { kind in
            words.firstIndex(of: kind).map { words.dropFirst($0 + 1).first == file.module } ?? false
          }
        }
    }
    House.expectNone(offenders.map(\.path), "a type named like its module")
  }

  @Test("Every test says the law it holds")
  func testNames() {
    let offenders = House.tests.flatMap { file in
      file.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap {
        index, line in
        let text = line.trimmingCharacters(in: .whitespaces)
        return text.hasPrefix("@Test") && !text.hasPrefix("@Test(") ? "\(file.path):\(index + 1)" : nil
      }
    }
    House.expectNone(offenders, "a test without a sentence")
  }
}
