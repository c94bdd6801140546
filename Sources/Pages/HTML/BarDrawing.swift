/// Bars as SVG: each under its label and number, so that a narrow screen has room for both. Widths are shares of the
/// room there is, heights follow the size of the letters.
struct BarDrawing {
  private let chart: BarChart
  private static let rowHeight = 27
  /// A longer label would run into its number on a phone; the table has it whole.
  private static let longestLabel = 30

  init(_ chart: BarChart) {
    self.chart = chart
  }

  var attributes: String {
    "class=\"bars\" width=\"100%\" height=\"\(Self.em(chart.rows.count * Self.rowHeight))\""
  }

  var content: String {
    chart.rows.enumerated().map { index, row in
      let top = index * Self.rowHeight
      let hundredths = Drawn.hundredths(row.value, of: chart.scale)
      let label = Self.shortened(row.label.runs.map(\.text).joined())
      // What is not nothing is never drawn as nothing.
      let bar =
        row.value > 0
        ? "<rect class=\"t-accent\" x=\"0\" y=\"\(Self.em(top + 14))\" "
          + "width=\"\(Drawn.percent(max(hundredths, 20)))\" height=\"\(Self.em(8))\"/>" : ""
      return """
        <text x="0" y="\(Self.em(top + 10))">\(HTMLText.escaped(label))</text>\
        <text class="end" x="100%" y="\(Self.em(top + 10))">\(Figure.grouped(row.value))</text>\
        <rect class="track" x="0" y="\(Self.em(top + 14))" width="100%" height="\(Self.em(8))"/>\(bar)

        """
    }.joined()
  }

  /// Tenths as `1.4em`.
  private static func em(_ tenths: Int) -> String { "\(tenths / 10).\(tenths % 10)em" }

  private static func shortened(_ label: String) -> String {
    var kept = ""
    var width = 0
    for character in TerminalText.safe(label) {
      width += DisplayWidth.columns(of: character)
      if width > longestLabel { return kept + "…" }
      kept.append(character)
    }
    return kept
  }
}
