/// A bar chart set in the columns of a terminal: label, number flush right, bar.
struct TextBars {
  private let chart: BarChart
  private let limit: Int
  /// Longer bars are no easier to compare.
  private static let longestBar = 60
  private static let shortestBar = 4

  init(_ chart: BarChart, limit: Int) {
    self.chart = chart
    self.limit = limit
  }

  var lines: [TextLine] {
    let labels = chart.rows.map { StyledText($0.label) }
    let numbers = chart.rows.map { Figure.grouped($0.value) }
    let labelWidth = min(labels.map(\.width).max() ?? 0, limit * 2 / 5)
    let numberWidth = numbers.map(\.count).max() ?? 0
    let barStart = labelWidth + numberWidth + 2 * ColumnWidths.gap
    let barWidth = min(limit - barStart, Self.longestBar)
    // Where numbers leave no room a bar of two columns would only mislead.
    let drawn = barWidth >= Self.shortestBar
    return chart.rows.indices.flatMap { row in
      var figures = TextLine()
      figures.pad(to: numberWidth - numbers[row].count)
      figures.append(numbers[row], width: numbers[row].count)
      if drawn {
        let bar = Bar.text(chart.rows[row].value, of: chart.scale, width: barWidth)
        figures.pad(to: numberWidth + ColumnWidths.gap)
        figures.append(bar, .bar, width: bar.count)
      }
      let label = TextFlow.lines(labels[row], limit: max(labelWidth, 2))
      return TextLayout.beside(label, [figures], at: labelWidth + ColumnWidths.gap)
    }
  }
}
