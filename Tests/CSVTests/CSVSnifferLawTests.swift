import CSV
import Testing

/// What holds of the finding of dialects for any table.
@Suite struct CSVSnifferLawTests {
  /// A cell as people have them. The rarer pieces hold what separates and surrounds fields elsewhere.
  static func cell(_ kind: Int, _ random: inout Seeded) -> String {
    let number = Int.random(in: 1...9999, using: &random)
    let words = [
      "Ada", "Björn", "Lovelace", "de la Cruz", "O'Neil", "Paris, France", "say \"hi\"", "a; b", "x|y",
      "12:30",
      "one\ntwo", "C:\\data", "", "'tis", "100%", "5,5", "#peace", "~", "a^b", "r\r\ns", "tab\there", "Zoë",
      "Chloé", "Dan", "Eve", "Fay", "Gus", "Hal", "Ida", "Jan", "\\", "\"", "'",
    ]
    switch kind {
    case 0: return "\(number)"
    case 1: return "person\(number)@example.org"
    case 2: return "2024-0\(1 + number % 9)-1\(number % 10)"
    case 3: return words[22 + number % 8]
    case 4: return "\(number),\(number % 10)"
    case 5: return "12:\(10 + number % 50):0\(number % 10)"
    default: return words[number % words.count]
    }
  }

  /// The table in a dialect, with a writer that is not ours.
  static func write(_ table: [[String]], _ dialect: CSVDialect, end: String, quotesAll: Bool) -> String {
    let delimiter = String(UnicodeScalar(dialect.delimiter))
    return table.map { row in
      row.map { cell in
        guard let quote = dialect.quote.map({ String(UnicodeScalar($0)) }) else { return cell }
        let special = [delimiter, quote, "\n", "\r", "#"]
        let needsQuotes =
          quotesAll || special.contains { cell.utf8.contains($0.utf8.first ?? 0) } || cell.isEmpty
        guard needsQuotes else { return cell }
        var content = cell
        if let escape = dialect.escape.map({ String(UnicodeScalar($0)) }) {
          content = content.split(separator: escape, omittingEmptySubsequences: false).joined(
            separator: escape + escape)
          content = content.split(separator: quote, omittingEmptySubsequences: false).joined(
            separator: escape + quote)
        } else {
          content = content.split(separator: quote, omittingEmptySubsequences: false).joined(
            separator: quote + quote)
        }
        return quote + content + quote
      }.joined(separator: delimiter) + end
    }.joined()
  }

  /// Whether the file is read as the table, but for rows that are refused, which is told.
  static func reads(_ file: String, _ table: [[String]], _ best: CSVCandidate) throws -> Bool {
    var reader = CSVReader(
      CSVSource(bytes: Array(file.utf8)), dialect: best.dialect, fieldCount: .any,
      skippingLines: best.preambleLines)
    var rest = table[...]
    var refused = 0
    for event in try reader.events() {
      guard case .record = event else {
        refused += 1
        continue
      }
      let found = event.text.map { Array($0.utf8) }
      guard let place = rest.firstIndex(where: { $0.map { Array($0.utf8) } == found }) else { return false }
      rest = rest[(place + 1)...]
    }
    return refused > 0 || rest.isEmpty && reader.position.record == table.count
  }

  /// How many tables were read right (rows that are refused apart), were ambiguous, and were read otherwise.
  static func tally(seed: UInt64, tables: Int, rows: ClosedRange<Int>) throws -> (Int, Int, [String]) {
    var random = Seeded(state: seed)
    var (right, ambiguous, wrong) = (0, 0, [String]())
    let backslash = UInt8(ascii: "\\")
    for number in 0..<tables {
      let delimiter = Array(",;\t|:^~".utf8)[number % 7]
      let quote = number % 3 == 0 ? UInt8(ascii: "'") : UInt8(ascii: "\"")
      let dialect = try CSVDialect(
        delimiter: delimiter, quote: quote, escape: number % 5 == 0 ? backslash : nil)
      let kinds = (0..<Int.random(in: 2...7, using: &random)).map { _ in Int.random(in: 0...7, using: &random)
      }
      var table = (0..<Int.random(in: rows, using: &random)).map { _ in kinds.map { cell($0, &random) } }
      if number % 2 == 0 { table.insert(kinds.indices.map { "name\($0)" }, at: 0) }
      let file = write(table, dialect, end: ["\n", "\r\n", "\r"][number % 3], quotesAll: number % 11 == 0)
      let finding = try CSVSnifferTests.finding(file)
      if !finding.rivals.isEmpty {
        ambiguous += 1
      } else if try reads(file, table, finding.best) {
        right += 1
      } else {
        wrong.append(
          "\(CSVSnifferTests.text(dialect)) as \(CSVSnifferTests.text(finding.best.dialect)) skip \(finding.best.preambleLines) \(finding.confidence)\n\(file)"
        )
      }
    }
    return (right, ambiguous, wrong)
  }

  @Test(
    "a written table is read as it was, or rows are refused, or it is ambiguous; no cell is read otherwise",
    arguments: 0..<6,
    [2...4, 4...30])
  func neverSilently(seed: UInt64, rows: ClosedRange<Int>) throws {
    let (right, ambiguous, wrong) = try Self.tally(seed: seed, tables: 100, rows: rows)
    #expect(wrong.isEmpty, "\(wrong.first ?? "")")
    #expect(ambiguous <= 15 && right + ambiguous == 100)
  }
}
