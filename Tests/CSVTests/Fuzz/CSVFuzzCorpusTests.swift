import Foundation
import Testing

/// Inputs that once broke a law, and some that reach far into the reader.
@Suite struct CSVFuzzCorpusTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("CSVFuzz/Corpus")

  @Test("no input of the corpus breaks a law of its reader", arguments: CSVFuzzTarget.allCases)
  func corpus(target: CSVFuzzTarget) throws {
    let folder = Self.folder.appendingPathComponent(target.rawValue)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(!names.isEmpty)
    for name in names {
      let input = try Data(contentsOf: folder.appendingPathComponent(name))
      #expect(target.lawBroken(by: Array(input)) == nil, "\(name)")
    }
  }
}
