import Foundation
import Testing

/// Inputs that once broke a law, and some that reach far into the readers.
struct FuzzCorpusTests {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("PostgresFuzz/Corpus")

  @Test("No input of the corpus breaks a law of its reader", arguments: FuzzTarget.allCases)
  func corpus(target: FuzzTarget) throws {
    let folder = Self.folder.appendingPathComponent(target.rawValue)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(!names.isEmpty)
    for name in names {
      let input = try Data(contentsOf: folder.appendingPathComponent(name))
      let law = target.lawBroken(by: Array(input))
      #expect(law == nil, "\(name)")
    }
  }

  @Test("Every input of up to two bytes after the choices breaks no law", arguments: FuzzTarget.allCases)
  func smallInputs(target: FuzzTarget) {
    for first in UInt8.min ... .max {
      for second in [0, 1, 5, 6, 9, 0x0A, 0x5C, 0x80, 0xFE, 0xFF] as [UInt8] {
        for choice in [[0x81, 1], [0, 0], [1, 0], [1, 5], [5, 6], [6, 1]] as [[UInt8]] {
          let law = target.lawBroken(by: choice + [first, second])
          #expect(law == nil)
        }
      }
    }
  }

  @Test(
    "Whatever is read as whatever, fields of one byte over and over break no law",
    arguments: 0..<DecoderFuzz.readers.count)
  func monotony(reader: Int) {
    for type in DecoderFuzz.types.indices {
      for byte in [0, 1, 0x7F, 0x80, 0xFF] as [UInt8] {
        for count in 0...20 {
          let input = [UInt8(reader), UInt8(type)] + [UInt8](repeating: byte, count: count)
          let law = DecoderFuzz.lawBroken(by: input)
          #expect(law == nil)
        }
      }
    }
  }
}
