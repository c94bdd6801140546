import CSV
import Testing

/// The fast reader and the obvious one agree in every dialect, not in the plain one alone.
@Suite struct DialectOracleTests {
  /// Each differs from the plain dialect in one feature at least.
  static let all: [CSVDialect] = {
    let delimiters = Array(";\t|:^~ ".utf8)
    let apostrophe = UInt8(ascii: "'")
    let backslash = UInt8(ascii: "\\")
    let hash = UInt8(ascii: "#")
    let dialects =
      delimiters.map { try? CSVDialect(delimiter: $0) } + [
        try? CSVDialect(quote: apostrophe), try? CSVDialect(quote: nil), try? CSVDialect(comment: hash),
        try? CSVDialect(escape: backslash), try? CSVDialect(quote: nil, escape: backslash),
        try? CSVDialect(quote: nil, escape: backslash, comment: hash),
        try? CSVDialect(delimiter: 59, quote: apostrophe, escape: backslash, comment: hash),
        try? CSVDialect(quote: nil, comment: hash),
      ]
    return dialects.compactMap { $0 }
  }()

  @Test("every short input of every dialect is read as the obvious parser reads it", arguments: all)
  func everyShortInput(dialect: CSVDialect) throws {
    let special = [dialect.quote, dialect.escape, dialect.comment].compactMap { $0 }
    let alphabet = [dialect.delimiter, UInt8(ascii: "a"), 10, 13] + special
    // About as many inputs for each alphabet: 7 bytes of 5 letters, 6 of 6, 5 of 7.
    for length in 0...(alphabet.count < 6 ? 7 : 12 - alphabet.count) {
      try OracleTests.every(length, of: alphabet) { input in
        let slow = slowEvents(input, dialect)
        if try events(input, dialect) != slow {
          Issue.record("\(input): \(try events(input, dialect)) is not \(slow)")
        }
      }
    }
  }

  @Test(
    "block boundaries and tiny limits change nothing in any dialect", arguments: [1, 2, 3],
    [1, 2, 3, 1 << 20])
  func everyBoundary(block: Int, limit: Int) throws {
    for dialect in Self.all.suffix(8) {
      let special = [dialect.quote, dialect.escape, dialect.comment].compactMap { $0 }
      let alphabet = [dialect.delimiter, UInt8(ascii: "a"), 10, 13] + special
      for length in 0...(alphabet.count < 7 ? 5 : 4) {
        try OracleTests.every(length, of: alphabet) { input in
          let slow = slowEvents(input, dialect, limit: limit)
          let fast = try events(input, dialect, limit: limit, block: block)
          if fast != slow { Issue.record("\(dialect) \(input): \(fast) is not \(slow)") }
        }
      }
    }
  }
}
