import CSV
import Testing

/// What holds of the finding of dialects for any table that `GeneratedTable` makes. What that leaves out, and why, stands there.
@Suite struct CSVSnifferLawTests {
  @Test(
    "a written table is read as it was, or its dialect is asked for: no cell is read otherwise, and nothing is lost",
    arguments: GeneratedTable.Cells.allCases, 0..<6)
  func neverSilently(cells: GeneratedTable.Cells, seed: UInt64) throws {
    for rows in [1...4, 5...30] {
      var random = Seeded(state: seed)
      var tally = DialectTally()
      for _ in 0..<60 { try tally.take(.make(cells, rows: rows, &random)) }
      #expect(tally.wrong.isEmpty, "\(tally.wrong.first ?? "")")
      // Rows are refused only where double quotes are letters in them: `DialectTally` sees to it.
      #expect(tally.refused <= 8, "\(tally)")
      #expect(tally.asked <= 24, "\(tally)")
    }
  }

  @Test("a table in double quotes is hardly ever asked about, and never with a row refused")
  func doubleQuotes() throws {
    var random = Seeded(state: 77)
    var tally = DialectTally()
    while tally.all < 300 {
      let table = try GeneratedTable.make(.people, rows: 1...30, &random)
      if table.dialect.quote == UInt8(ascii: "\"") { try tally.take(table) }
    }
    #expect(tally.wrong.isEmpty && tally.refused == 0, "\(tally)")
    #expect(tally.asked <= 12, "\(tally)")
  }
}
