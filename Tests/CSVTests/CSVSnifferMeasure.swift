import CSV
import Foundation
import Testing

/// How often a dialect is found, over so many tables of each kind as `ROLLCALL_TABLES` says. Prints the figures that stand in
/// docs/dialects.md.
@Suite struct CSVSnifferMeasure {
  private static func number(_ name: String) -> Int {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? 0
  }

  @Test(
    "over thousands of tables the dialect is found, or asked for, and none is read wrong unasked",
    .enabled(if: number("ROLLCALL_TABLES") > 0))
  func measure() throws {
    for cells in GeneratedTable.Cells.allCases {
      for isDouble in [true, false] {
        for rows in [1...4, 5...20, 21...100] {
          var random = Seeded(state: 2024)
          var tally = DialectTally()
          while tally.all < Self.number("ROLLCALL_TABLES") {
            let table = try GeneratedTable.make(cells, rows: rows, &random)
            if (table.dialect.quote == UInt8(ascii: "\"")) == isDouble { try tally.take(table) }
          }
          let quotes = isDouble ? "double quotes" : "apostrophes or nothing quoted"
          print("\(cells), \(quotes), \(rows.lowerBound) to \(rows.upperBound) rows: \(tally)")
          for text in tally.wrong.prefix(Self.number("ROLLCALL_SHOW")) { print("---- \(text.prefix(1200))") }
          #expect(tally.wrong.isEmpty)
        }
      }
    }
  }
}
