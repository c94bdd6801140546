import CSV
import Testing

/// The fast reader and the obvious one agree on records, refusals and positions.
@Suite struct OracleTests {
  static let alphabet: [UInt8] = Array("a,\"\n\r".utf8)

  /// All inputs of exactly this length over the alphabet, one after the other.
  static func every(
    _ length: Int, of alphabet: [UInt8] = alphabet, _ body: ([UInt8]) throws -> Void
  ) rethrows {
    var digits = [Int](repeating: 0, count: length)
    while true {
      try body(digits.map { alphabet[$0] })
      guard let place = digits.lastIndex(where: { $0 < alphabet.count - 1 }) else { return }
      digits[place] += 1
      for after in (place + 1)..<max(length, place + 1) { digits[after] = 0 }
    }
  }

  @Test("every input up to 7 bytes is read as the obvious parser reads it", arguments: 0...7)
  func everyShortInput(length: Int) throws {
    try Self.every(length) { input in
      let slow = slowEvents(input)
      if try events(input) != slow { Issue.record("\(input): \(try events(input)) is not \(slow)") }
    }
  }

  @Test("block boundaries change nothing", arguments: [1, 2, 3])
  func everyBoundary(block: Int) throws {
    for length in 0...5 {
      try Self.every(length) { input in
        let slow = slowEvents(input)
        if try events(input, block: block) != slow { Issue.record("\(input)") }
      }
    }
  }

  @Test("a given field count is judged as the obvious parser judges it", arguments: [1, 2])
  func everyCount(count: Int) throws {
    for length in 0...6 {
      try Self.every(length) { input in
        let slow = slowEvents(input, count: .exactly(count))
        if try events(input, count: .exactly(count), block: 1 + length) != slow { Issue.record("\(input)") }
      }
    }
  }

  @Test("a tiny limit refuses what the obvious parser refuses", arguments: [1, 2, 3, 4], [1, 2, 64])
  func everyLimit(limit: Int, block: Int) throws {
    for length in 0...5 {
      try Self.every(length) { input in
        let slow = slowEvents(input, limit: limit)
        let fast = try events(input, limit: limit, block: block)
        if fast != slow { Issue.record("\(input): \(fast) is not \(slow)") }
      }
    }
  }

  @Test("long random inputs, any bytes, any block, any limit, any dialect: still the same", arguments: 0..<20)
  func random(seed: UInt64) throws {
    var random = Seeded(state: seed)
    let backslash = try CSVDialect(escape: UInt8(ascii: "\\"))
    let dialects = [CSVDialect.comma, backslash, try CSVDialect(quote: nil), .tab] + DialectOracleTests.all
    for _ in 0..<150 {
      let input = Self.randomInput(&random)
      let dialect = dialects.randomElement(using: &random) ?? .comma
      let count = [CSVFieldCount.likeFirst, .any, .exactly(3)][Int.random(in: 0...2, using: &random)]
      let limit = [5, 20, 70, 1 << 20][Int.random(in: 0...3, using: &random)]
      let slow = slowEvents(input, dialect, count: count, limit: limit)
      let block = Int.random(in: 1...100, using: &random)
      let fast = try events(input, dialect, count: count, limit: limit, block: block)
      if fast != slow { Issue.record("\(dialect) \(count) \(limit) \(block) \(input):\n\(fast)\n\(slow)") }
    }
  }

  @Test("no byte is lost: between records and refusals stand line ends only", arguments: 100..<120)
  func nothingIsLost(seed: UInt64) throws {
    var random = Seeded(state: seed)
    for _ in 0..<100 {
      let input = Self.randomInput(&random)
      let limit = [5, 20, 70, 1 << 20][Int.random(in: 0...3, using: &random)]
      var reached = 0
      for event in try events(input, limit: limit, block: Int.random(in: 1...100, using: &random)) {
        let (position, bytes, omitted) = event.place
        #expect(position.byteOffset >= reached && !bytes.isEmpty)
        #expect(input[reached..<position.byteOffset].allSatisfy { $0 == 10 || $0 == 13 })
        #expect(Array(input[position.byteOffset...].prefix(bytes.count)) == bytes)
        reached = position.byteOffset + bytes.count + omitted
      }
      #expect(input[reached...].allSatisfy { $0 == 10 || $0 == 13 })
    }
  }

  @Test("the random inputs reach every kind of refusal")
  func reach() throws {
    var random = Seeded(state: 7)
    var kinds: Set<String> = []
    for _ in 0..<2000 {
      let input = Self.randomInput(&random)
      for case .refused(let refusal) in try events(input, limit: [20, 1 << 20][Int(random.next() % 2)]) {
        kinds.insert(
          String("\(refusal.kind)".prefix { $0 != "(" }) + (refusal.omittedBytes > 0 ? " cut" : ""))
      }
    }
    let all = [
      "quoteInsideField", "textAfterQuote", "unclosedQuote", "fieldCount", "swallowedLines", "notUTF8", "nul",
      "tooLong",
      "tooLong cut", "quoteInsideField cut",
    ]
    #expect(kinds.isSuperset(of: all))
  }

  static func randomInput(_ random: inout Seeded) -> [UInt8] {
    let pieces: [[UInt8]] = [
      Array(",".utf8), Array(",".utf8), Array("\"".utf8), Array("\"".utf8), Array("\n".utf8),
      Array("\r\n".utf8),
      Array("\r".utf8), Array("abcdefghijklmnop".utf8), Array("b".utf8), Array("é".utf8), Array("\\".utf8),
      [9], Array("#".utf8), Array("\n#".utf8), Array("\\,".utf8), Array(";'".utf8),
      Array("\",\"".utf8), Array("a,b,c\n".utf8), Array("\"a\",b,\"c\"\n".utf8), [0], [0xFF], [0xE2, 0x82],
      [0xF0],
    ]
    let rare = Int.random(in: 0...6, using: &random)
    // An "x" first, for the first bytes could be the mark of another encoding, which is another law.
    var input: [UInt8] = [UInt8(ascii: "x")]
    for _ in 0..<Int.random(in: 0...60, using: &random) {
      let kinds = Int.random(in: 0...8, using: &random) < rare / 3 ? 19..<23 : 0..<19
      input += pieces[Int.random(in: kinds, using: &random)]
    }
    return input
  }
}
