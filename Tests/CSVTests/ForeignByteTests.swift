import Foundation
import Testing

@testable import CSV

/// Bytes that the encoding of a text does not have.
@Suite struct ForeignByteTests {
  private func events(
    _ bytes: [UInt8], _ encoding: String, block: Int = 1 << 16, sample: Int = 1 << 18
  ) throws -> [Event] {
    let input = try CSVInput(
      CSVSource(bytes: bytes, name: "x"), encoding: encoding, limits: UnpackLimits(), blockBytes: block,
      sampleBytes: sample)
    var reader = CSVReader(input.source())
    return try reader.events()
  }

  private func refusals(_ events: [Event]) -> [CSVRefusal] {
    events.compactMap { event in
      if case .refused(let refusal) = event { refusal } else { nil }
    }
  }

  private func shown(_ refusal: CSVRefusal) -> String { String(decoding: refusal.bytes, as: UTF8.self) }

  @Test("a byte that the encoding has not costs its record alone, whatever the blocks")
  func alone() throws {
    let bytes =
      Array("a,b\n1,".utf8) + [0xFC] + Array("\n2,".utf8) + [0xFC, 0x81] + Array("x\n3,".utf8) + [0xE9, 0x0A]
    for (block, sample) in [(1, 8), (2, 8), (3, 1), (5, 300), (1 << 16, 1 << 18)] {
      let events = try events(bytes, "cp1252", block: block, sample: sample)
      #expect(events.map(\.text).filter { $0.count == 2 } == [["a", "b"], ["1", "ü"], ["3", "é"]])
      let refusal = try #require(refusals(events).first)
      #expect(refusals(events).count == 1 && refusal.position.line == 3 && refusal.column == 2)
      #expect(refusal.reason == "0x81 at byte 11 is no character of windows-1252")
      #expect(shown(refusal) == #"2,ü\x81x"#)
    }
    let packed = try refusals(events(try Tool.gzip(bytes), "cp1252"))
    #expect(
      packed.map(\.reason) == ["0x81 at byte 11 of the unpacked text is no character of windows-1252"])
  }

  @Test(
    "every single byte of every encoding is a character, or refused with its record and shown as it is",
    arguments: EncodingTests.cases.map { $0[0] }.filter {
      $0.hasPrefix("windows") || $0.hasPrefix("iso") || $0.hasPrefix("koi") || $0 == "macintosh"
    })
  func everyByte(name: String) throws {
    let encoding = try #require(TextEncoding(named: name))
    var bytes = Array("n,v\n".utf8)
    // Two in a row, too: what two foreign bytes would be in UTF-8 must not come of them.
    for byte in UInt8(0x80)...0xFF {
      bytes += Array("\(byte),x".utf8) + [byte, byte ^ 0x7C | 0x80] + Array("y\n".utf8)
    }
    let events = try events(bytes, name, block: 7, sample: 9)
    #expect(events.count == 129)
    for (event, byte) in zip(events.dropFirst(), UInt8(0x80)...0xFF) {
      let pair = [byte, byte ^ 0x7C | 0x80]
      let text = Converter.text(of: [0x78] + pair + [0x79], in: encoding)
      if let text {
        #expect(event.text == ["\(byte)", String(decoding: text, as: UTF8.self)])
      } else if case .refused(let refusal) = event {
        let parts = pair.map { one in
          Converter.text(of: [one], in: encoding).map { String(decoding: $0, as: UTF8.self) }
            ?? CSVText.escape(one)
        }
        #expect(shown(refusal) == "\(byte),x\(parts.joined())y")
        #expect(refusal.reason.contains("is no character of \(name)"))
      } else {
        Issue.record("\(name): \(byte) was taken")
      }
    }
  }

  @Test(
    "the end inside a character is refused at its byte",
    arguments: EncodingTests.cases.prefix(4) + EncodingTests.cases.suffix(4))
  func cut(names: [String]) throws {
    let bytes = try EncodingTests().encode("a,b\n1,2\n3,北", names[1])
    let start = try EncodingTests().encode("a,b\n1,2\n3,", names[1]).count
    let events = try events(Array(bytes.dropLast()), names[0])
    #expect(events.prefix(2).map(\.text) == [["a", "b"], ["1", "2"]] && events.count == 3)
    #expect(
      refusals(events).first?.reason.contains(" at byte \(start) is no character of \(names[0])") == true)
  }

  @Test("half of a pair of UTF-16 is refused with its record, also where its bytes would be UTF-8")
  func surrogates() throws {
    for unit: [UInt8] in [[0xD8, 0x80], [0xDC, 0xA0], [0xD8, 0x3D]] {
      let before = try EncodingTests().encode("a,b\n1,", "UTF-16BE")
      let bytes = before + unit + (try EncodingTests().encode("z\n2,é\n", "UTF-16BE"))
      let events = try events(bytes, "utf-16be", block: 3, sample: 5)
      #expect(events.last?.text == ["2", "é"] && events.count == 3)
      let refusal = try #require(refusals(events).first)
      #expect(refusal.reason.contains("at byte \(before.count) is no character of utf-16be"))
      #expect(shown(refusal) == "1," + unit.map { CSVText.escape($0) }.joined() + "z")
    }
  }

  @Test(
    "a letter that was held back stands before the broken byte", arguments: ["windows-1255", "windows-1258"])
  func heldBack(name: String) throws {
    let letter: UInt8 = name.hasSuffix("5") ? 0xF9 : 0x61
    let encoding = try #require(TextEncoding(named: name))
    let broken = try #require((UInt8(0x80)...0xFF).first { Converter.text(of: [$0], in: encoding) == nil })
    let bytes = Array("a,b\n1,".utf8) + [letter, broken, 0x0A]
    let refusal = try #require(refusals(try events(bytes, name)).first)
    let first = String(decoding: try #require(Converter.text(of: [letter], in: encoding)), as: UTF8.self)
    #expect(shown(refusal) == "1,\(first)\(CSVText.escape(broken))")
  }

  @Test("a file that is not what it claims ends in refused records, not in an error or in memory")
  func garbage() throws {
    var bytes = Array("a\n".utf8)
    for index in 0..<200_000 { bytes.append(index % 50 == 49 ? 0x0A : 0x81) }
    let events = try events(bytes, "cp1252")
    #expect(refusals(events).count == 4000)
    #expect(
      refusals(events).last?.reason == "0x81 at byte \(bytes.count - 50) is no character of windows-1252")
  }
}
