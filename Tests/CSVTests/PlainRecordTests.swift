import CSV
import Testing

/// Records that go through as they stand in the file are those that the reader hands out one by one.
@Suite struct PlainRecordTests {
  static func compare(_ input: [UInt8], limit: Int = 1 << 20, block: Int = 1 << 16) throws {
    let fields = try WrittenFile(input, passesOn: false, limit: limit, block: block)
    let whole = try WrittenFile(input, passesOn: true, limit: limit, block: block)
    if whole != fields { Issue.record("\(input):\n\(whole)\n\(fields)") }
  }

  @Test(
    "every short input is written the same whether plain records go through as they are or not",
    arguments: 0...6)
  func everyShortInput(length: Int) throws {
    // The first record says how many fields there are.
    for head in ["", "x,y\n"] {
      try OracleTests.every(length) { try Self.compare(Array(head.utf8) + $0) }
    }
  }

  @Test("long random inputs, any block, any limit: still the same", arguments: 0..<10)
  func random(seed: UInt64) throws {
    var random = Seeded(state: seed)
    for _ in 0..<200 {
      var input: [UInt8] = []
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        let line = ["a,b,c\n", "dé,,f\n", "g,\"h\",i\n", "\tj,k,l\n", "m,n\r\n", "\n", "o,p,q\r\n"]
          .randomElement(using: &random)
        for _ in 0..<Int.random(in: 1...40, using: &random) { input += Array((line ?? "").utf8) }
        if Int.random(in: 0...3, using: &random) == 0 { input += OracleTests.randomInput(&random) }
      }
      let limit = [5, 20, 1 << 20].randomElement(using: &random) ?? 20
      try Self.compare(input, limit: limit, block: Int.random(in: 1...300, using: &random))
    }
  }

  @Test("bytes that are no text are refused with their record alone, wherever they stand in a run")
  func invalid() throws {
    let line = Array("one,two,drei €\n".utf8)
    let count = 300
    for place in stride(from: 0, to: count * line.count, by: 97) {
      var input = Array("a,b,c\n".utf8) + (0..<count).flatMap { _ in line }
      input[6 + place] = 0xFF
      try Self.compare(input, block: 1 << 12)
    }
  }

  @Test(
    "every two and three bytes beyond ASCII are taken for text where the standard library takes them",
    arguments: 0..<8)
  func characters(place: Int) throws {
    let edges: [UInt8] = [0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF]
    let leads: [UInt8] = [
      0x80, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
    ]
    // The characters stand before, at and behind the end of 64 bytes.
    let head = Array("a,b\n".utf8) + [UInt8](repeating: 0x78, count: 50 + 2 * place) + Array(",y\nz,".utf8)
    for lead in leads {
      for second in edges {
        for third in edges {
          for fourth in [0x41, 0x80, 0xBF, 0xC2] as [UInt8] {
            try Self.compare(head + [lead, second, third, fourth] + Array("\n1,2\n".utf8))
          }
        }
      }
    }
  }
}
