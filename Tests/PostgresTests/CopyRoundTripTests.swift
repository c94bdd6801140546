import PostgresTesting
import Testing

@testable import Postgres

/// What goes in by any format comes out by any format.
@Suite(.database) struct CopyRoundTripTests {
  enum Format: CaseIterable {
    case binary, text, csv
  }

  @Test("Random rows through each format in and each way out come back equal", arguments: Format.allCases)
  func randomRows(format: Format) throws {
    var connection = try Database.current.connect()
    try connection.script("CREATE TABLE kept (line int, n bigint, word text, is_true boolean)")
    for seed in 1...20 as ClosedRange<UInt64> {
      var generator = SeededGenerator(state: seed)
      let rows = (0..<Int.random(in: 0...400, using: &generator)).map { _ in RandomRow(using: &generator) }
      try connection.script("TRUNCATE kept")
      let sent = try send(rows, as: format, over: &connection)
      #expect(sent == rows.count)
      var binary: [RandomRow] = []
      _ = try connection.copyOut(
        "COPY (SELECT n, word, is_true FROM kept ORDER BY line) TO STDOUT (FORMAT binary)",
        columns: [.int8, .text, .bool]
      ) { row in
        binary.append(try RandomRow(number: row.value(0), word: row.value(1), isTrue: row.value(2)))
      }
      #expect(binary == rows, "seed \(seed)")
      var texts: [[String?]] = []
      _ = try connection.copyOut(textOf: "SELECT n, word, is_true FROM kept ORDER BY line") {
        texts.append($0)
      }
      #expect(texts == rows.map(\.texts), "seed \(seed)")
    }
  }

  private func send(_ rows: [RandomRow], as format: Format, over connection: inout Connection) throws -> Int {
    guard format == .binary else {
      return try connection.copyIn(
        into: "kept", columns: ["line", "n", "word", "is_true"], as: format == .text ? .text : .csv
      ) { copy in
        for (line, row) in rows.enumerated() { try copy.row(["\(line)"] + row.texts) }
      }
    }
    return try connection.copyIn("COPY kept (line, n, word, is_true) FROM STDIN (FORMAT binary)") { copy in
      for (line, row) in rows.enumerated() {
        try copy.row(fields: 4)
        copy.write(Int32(line))
        if let number = row.number { copy.write(number) } else { copy.null() }
        copy.write(row.word)
        if let isTrue = row.isTrue { copy.write(isTrue) } else { copy.null() }
      }
    }
  }
}

/// A row of chance, with the characters that formats trip over more often than others.
private struct RandomRow: Equatable {
  var number: Int64?
  var word: String?
  var isTrue: Bool?

  /// As the server writes it.
  var texts: [String?] { [number.map { "\($0)" }, word, isTrue.map { $0 ? "t" : "f" }] }
}

extension RandomRow {
  private static let scalars = Array(
    "ab\\\t\n\r\u{0B}\u{0C}\u{08}\"',.N;é€\u{1F468}\u{FEFF}\u{301} ".unicodeScalars)

  init(using generator: inout SeededGenerator) {
    func some<Value>(_ value: Value) -> Value? {
      Int.random(in: 0..<5, using: &generator) == 0 ? nil : value
    }
    number = some(Int64.random(in: .min ... .max, using: &generator))
    var word = String.UnicodeScalarView()
    for _ in 0..<Int.random(in: 0..<12, using: &generator) {
      if let scalar = Self.scalars.randomElement(using: &generator) { word.append(scalar) }
    }
    self.word = some(String(word))
    isTrue = some(Bool.random(using: &generator))
  }
}

/// The same numbers for the same seed (SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number
/// generators", 2014).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
