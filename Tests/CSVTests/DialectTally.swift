import CSV

/// What the finding made of many tables.
struct DialectTally: CustomStringConvertible {
  var right = 0
  var asked = 0
  /// Files of which some rows were refused, and the others read right.
  var refused = 0
  /// Files that were read otherwise than they were written, and nobody was asked or told.
  var wrong: [String] = []
  /// Of those that were right, how many had their header taken for a row, or the other way round.
  var headers = 0

  var all: Int { right + asked + refused + wrong.count }

  var description: String {
    func share(_ count: Int) -> String {
      "\((Double(count) / Double(max(1, all)) * 10000).rounded() / 100) %"
    }
    return "\(all) tables: right \(right) (\(share(right))), asked \(asked) (\(share(asked))), "
      + "rows refused \(refused) (\(share(refused))), wrong \(wrong.count) (\(share(wrong.count))), header misjudged \(headers)"
  }

  /// Finds the dialect of a table's file, and reads it as an import would.
  mutating func take(_ table: GeneratedTable) throws {
    let file = table.file
    let finding = try CSVSnifferTests.finding(file)
    guard finding.rivals.isEmpty else { return asked += 1 }
    let best = finding.best
    var reader = CSVReader(
      CSVSource(bytes: Array(file.utf8)), dialect: best.dialect, skippingLines: best.linesToSkip)
    let events = try reader.events()
    let found = events.map(\.text)
    if Self.areRefused(in: events, table) {
      refused += 1
    } else if found == table.rows {
      right += 1
      if best.dialect.hasHeader != table.hasHeader { headers += 1 }
    } else {
      wrong.append(
        "\(CSVSnifferTests.text(table.dialect)) \(table.quoting) as \(CSVSnifferTests.text(best.dialect)), "
          + "\(best.linesToSkip) lines skipped, confidence \(finding.confidence), "
          + "\(finding.candidates.count > 1 ? CSVSnifferTests.text(finding.candidates[1].dialect) : "alone"):\n\(file)"
      )
    }
  }

  /// Whether rows are refused that have double quotes for letters, and all others are as they were written.
  private static func areRefused(in events: [Event], _ table: GeneratedTable) -> Bool {
    guard events.contains(where: { if case .refused = $0 { true } else { false } }) else { return false }
    var rest = table.rows[...]
    for case .record(_, let fields, _, _) in events {
      let found = fields.map { String(decoding: $0, as: UTF8.self) }
      while let row = rest.first, row != found, table.breaksQuoting(row) { rest.removeFirst() }
      guard rest.popFirst() == found else { return false }
    }
    return rest.allSatisfy { table.breaksQuoting($0) }
  }
}
