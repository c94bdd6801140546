import Testing

@testable import Pages

@Suite struct TextTableTests {
  /// The text of each column, read off the lines by display column; nil where a character stands in a gap.
  private static func columns(of lines: [Substring], widths: [Int]) -> [String]? {
    var texts = Array(repeating: "", count: widths.count)
    for line in lines {
      var position = 0
      for character in line {
        var start = 0
        var inside: Int?
        for (column, width) in widths.enumerated() {
          if position >= start, position < start + width { inside = column }
          start += width + ColumnWidths.gap
        }
        let end = position + DisplayWidth.columns(of: character)
        if let inside {
          let edge = widths[...inside].reduce(0, +) + inside * ColumnWidths.gap
          if end > edge { return nil }
          texts[inside].append(character)
        } else if character.unicodeScalars.first != " ", !String(character).ink.isEmpty {
          return nil
        }
        position = end
      }
    }
    return texts
  }

  private static func expected(_ inline: Inline) -> String {
    inline.runs.map { TerminalText.safe($0.text) + $0.refs.map { "[\($0)]" }.joined() }.joined()
  }

  @Test("Columns are aligned in every line, and each holds exactly its title and cells")
  func columnsAreAlignedAndWhole() throws {
    var checked = 0
    for seed in UInt64(0)..<300 {
      var numbers = SeededNumbers(seed: seed)
      var table = ForeignText.table(&numbers, columns: 2...5)
      table.caption = ""
      for width in [80, 120] where try Self.isWhole(table, width: width, "seed \(seed)") { checked += 1 }
    }
    // Tables set as labelled values are not looked at here; most must not be.
    #expect(checked > 300)
  }

  /// Checks `table` where it is set in columns; false where it is not.
  private static func isWhole(_ table: Table, width: Int, _ name: Comment) throws -> Bool {
    let lines = TextPage.render(table, width: width).lines
    let rule = lines.firstIndex { !$0.isEmpty && $0.allSatisfy { "─ ".contains($0) } }
    guard let rule else { return false }
    let widths = lines[rule].split(separator: " ").map(\.count)
    // A column without title and content has no rule; its place cannot be told from a gap.
    guard widths.count == table.columns.count else { return false }
    let texts = try #require(columns(of: Array(lines[..<rule] + lines[(rule + 1)...]), widths: widths), name)
    for (index, column) in table.columns.enumerated() {
      let wanted = TerminalText.safe(column.title) + table.rows.map { expected($0[index]) }.joined()
      #expect(Array(texts[index].ink.unicodeScalars) == Array(wanted.ink.unicodeScalars), name)
    }
    return true
  }

  @Test("Numbers of a right-aligned column end in the same display column, references apart")
  func numbersAreFlush() {
    let values = [1, 22, 333, 84_598, 1_000_000]
    let rows = values.map { [Inline("国"), Inline($0, refs: $0.isMultiple(of: 2) ? [1, 2] : [])] }
    let table = Table(columns: [.init("State"), .init("Signed", .right)], rows: rows)
    let lines = TextPage.render(table).lines.dropFirst(2).filter { !$0.isEmpty }
    let ends = zip(lines, values).map { line, value in
      let number = Figure.grouped(value)
      let bare = line.hasSuffix("]") ? String(line).without(" [1][2]") : String(line)
      #expect(bare.hasSuffix(number))
      return DisplayWidth.columns(of: bare)
    }
    #expect(Set(ends).count == 1)
  }

  @Test("Only columns that may shrink are wrapped while there is another way")
  func shrinkingColumnsFirst() {
    let long = String(repeating: "word ", count: 40)
    let table = Table(
      columns: [.init("Day", shrinks: false), .init("What"), .init("Number", .right)],
      rows: [["the twenty-ninth of January", Inline(long), Inline(84_598)]])
    for width in [60, 80, 120] {
      let text = TextPage.render(table, width: width)
      #expect(text.contains("the twenty-ninth of January"))
      #expect(text.contains("84,598"))
    }
  }

  @Test("A table that no wrapping makes fit is set as labelled values with nothing lost")
  func stackedTable() {
    let columns = (1...9).map { Table.Column("Title \($0)") }
    let rows = (1...3).map { row in (1...9).map { Inline("a value of row \(row) and column \($0)") } }
    let text = TextPage.render(Table(columns: columns, rows: rows), width: 40)
    for row in 1...3 {
      for column in 1...9 { #expect(text.ink.contains("avalueofrow\(row)andcolumn\(column)")) }
    }
    #expect(text.occurrences(of: "Title 4") == 3)
  }

  @Test("A ragged table is squared without losing a cell")
  func raggedRows() {
    let table = Table(columns: [.init("A")], rows: [["1"], [], ["1", "2", "3"]])
    #expect(table.columns.count == 3)
    #expect(table.rows.map(\.count) == [3, 3, 3])
    #expect(table.rows[2] == ["1", "2", "3"])
  }
}
