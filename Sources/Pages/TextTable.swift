/// A table set in the columns of a terminal.
struct TextTable {
  /// A cell ready to be set: in right-aligned columns the references stand apart, so that digits stay flush.
  private struct Cell {
    var body: StyledText
    var references: StyledText

    init(_ inline: Inline, _ alignment: Table.Alignment) {
      var inline = inline
      var refs: [Int] = []
      if alignment == .right, let last = inline.runs.indices.last {
        refs = inline.runs[last].refs
        inline.runs[last].refs = []
      }
      body = StyledText(inline)
      references = StyledText(references: refs)
    }
  }

  private let table: Table
  private let titles: [StyledText]
  private let cells: [[Cell]]
  private let widths: [Int]
  /// Per column, the room for references to the right of numbers, with the space before them.
  private let referenceWidths: [Int]

  /// Nil where the table does not fit into `limit` columns in a readable way.
  init?(_ table: Table, limit: Int) {
    let titles = table.columns.map { StyledText(Inline($0.title), base: .strong) }
    let cells = table.rows.map { row in zip(row, table.columns).map { Cell($0, $1.alignment) } }
    let referenceWidths = table.columns.indices.map { column in
      cells.reduce(0) { max($0, $1[column].references.width + ($1[column].references.text.isEmpty ? 0 : 1)) }
    }
    var needs = table.columns.indices.map { column in
      let widest = cells.reduce(0) { max($0, $1[column].body.width) }
      return ColumnWidths.Need(
        cells: widest, word: widest, title: titles[column].width,
        titleWord: TextFlow.longestWord(titles[column]), references: referenceWidths[column],
        shrinks: table.columns[column].shrinks, alignment: table.columns[column].alignment)
    }
    // Looking for words in every cell is only worth it where something has to be wrapped.
    let natural = needs.reduce(ColumnWidths.gap * max(needs.count - 1, 0)) { $0 + $1.natural }
    if natural > limit {
      for column in needs.indices where needs[column].cells > 2 {
        needs[column].word = cells.reduce(0) { max($0, TextFlow.longestWord($1[column].body)) }
      }
    }
    guard let widths = ColumnWidths.fitting(needs, limit: limit) else { return nil }
    self.table = table
    self.titles = titles
    self.cells = cells
    self.widths = widths
    self.referenceWidths = referenceWidths
  }

  /// The lines from the titles to the last row. Where a first cell is wrapped, an empty line parts the rows: else
  /// nothing would say where the next begins.
  var lines: [TextLine] {
    let rows = cells.map { row in row.indices.map { set(row[$0], $0) } }
    let isParted = rows.contains { $0.first.map { $0.count > 1 } ?? false }
    return header + rows.map(line).joined(separator: isParted ? [TextLine()] : [])
  }

  private var header: [TextLine] {
    guard table.columns.contains(where: { !$0.title.isEmpty }) else { return [] }
    let columns = titles.indices.map { TextFlow.lines(titles[$0], limit: bodyWidth($0)) }
    let height = columns.map(\.count).max() ?? 0
    // Titles stand on the rule, not under the ceiling.
    let padded = columns.map { Array(repeating: TextLine(), count: height - $0.count) + $0 }
    let aligned = padded.indices.map { column in padded[column].map { align($0, column) } }
    let rules = widths.map { [TextLine(String(repeating: "─", count: $0))] }
    return line(aligned) + line(rules)
  }

  private func bodyWidth(_ column: Int) -> Int {
    widths[column] - referenceWidths[column]
  }

  private func set(_ cell: Cell, _ column: Int) -> [TextLine] {
    var lines = TextFlow.lines(cell.body, limit: bodyWidth(column)).map { align($0, column) }
    if !cell.references.text.isEmpty, let last = lines.indices.last {
      lines[last].pad(to: bodyWidth(column) + 1)
      lines[last].append(cell.references.line)
    }
    return lines
  }

  private func align(_ line: TextLine, _ column: Int) -> TextLine {
    guard table.columns[column].alignment == .right else { return line }
    var aligned = TextLine()
    aligned.pad(to: bodyWidth(column) - line.width)
    aligned.append(line)
    return aligned
  }

  /// The lines of cells that stand side by side.
  private func line(_ columns: [[TextLine]]) -> [TextLine] {
    (0..<(columns.map(\.count).max() ?? 0)).map { height in
      var line = TextLine()
      var start = 0
      for (column, lines) in columns.enumerated() {
        line.pad(to: start)
        if height < lines.count { line.append(lines[height]) }
        start += widths[column] + ColumnWidths.gap
      }
      return line
    }
  }
}
