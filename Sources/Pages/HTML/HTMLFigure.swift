/// A picture as HTML: drawn, named, described, with its legend and with the same figures as a table.
struct HTMLFigure {
  private let id: String
  private let inline: (Inline) -> HTMLInline
  private let words: HTMLWords

  /// The `number`th picture of the page.
  init(_ number: Int, _ inline: @escaping (Inline) -> HTMLInline, _ words: HTMLWords) {
    id = "picture-\(number)"
    self.inline = inline
    self.words = words
  }

  func html(_ picture: Picture) -> String {
    let remark =
      picture.remark.isEmpty ? "" : "<p class=\"remark\">\(inline(picture.remark).html)</p>\n"
    let drawn: String
    switch picture.drawing {
    case .steps(let chart):
      let drawing = StepDrawing(chart)
      let image = svg(drawing.attributes, picture.title, picture.description, drawing.content)
      drawn = image + legend(chart.layers) + events(chart.events)
    case .map(let map):
      let drawing = MapDrawing(map, id: id)
      let image = svg(drawing.attributes, picture.title, picture.description, drawing.content)
      drawn = image + drawing.legend(named: picture.title)
    }
    return frame(
      Inline(picture.title, refs: picture.refs), drawn + remark + table(picture.table, named: picture.title))
  }

  /// Bars, of which `heading` says what they are about.
  func html(bars chart: BarChart, of heading: String) -> String {
    let subject = "\(chart.valueTitle) \(words.by) \(chart.labelTitle.lowercased())"
    let title = chart.caption.isEmpty ? subject : chart.caption.runs.map(\.text).joined()
    let top = chart.rows.max { $0.value < $1.value }
    let largest =
      top.map { top in
        "\(words.largest) \(top.label.runs.map(\.text).joined()), \(Figure.grouped(top.value))."
      } ?? ""
    let drawing = BarDrawing(chart)
    let table = Table(
      columns: [.init(chart.labelTitle), .init(chart.valueTitle, .right)],
      rows: chart.rows.map { [$0.label, Inline($0.value)] })
    // A picture shows no link: where a label rests on sources the table has to be open.
    let isCited = chart.rows.contains { row in row.label.runs.contains { !$0.refs.isEmpty } }
    return frame(
      chart.caption.isEmpty ? Inline(title) : chart.caption,
      svg(drawing.attributes, title, heading == title ? largest : "\(heading). \(largest)", drawing.content)
        + self.table(table, named: title, isOpen: isCited))
  }

  private func frame(_ title: Inline, _ content: String) -> String {
    """
    <figure id="\(id)">
    <figcaption\(inline(title).direction)>\(inline(title).html)</figcaption>
    \(content)</figure>
    """
  }

  private func svg(_ attributes: String, _ title: String, _ description: String, _ content: String) -> String
  {
    """
    <svg role="img" aria-labelledby="\(id)-title \(id)-desc" \(attributes)>
    <title id="\(id)-title">\(HTMLText.escaped(title))</title>
    <desc id="\(id)-desc">\(HTMLText.escaped(description))</desc>
    \(content)</svg>

    """
  }

  /// Which tone is which layer; one layer needs none.
  private func legend(_ layers: [StepChart.Layer]) -> String {
    guard layers.count > 1 else { return "" }
    // From the top, as they are drawn.
    let items = layers.reversed().map { layer in
      "<li>\(Swatch.html(layer.tone, isTextured: false)) \(HTMLText.isolated(layer.name))</li>"
    }
    return "<ul class=\"legend\">\n\(items.joined(separator: "\n"))\n</ul>\n"
  }

  private func events(_ events: [StepChart.Event]) -> String {
    if events.isEmpty { return "" }
    let items = events.map { "<li>\(inline($0.text).item)</li>" }
    return
      "<ol class=\"events\" aria-label=\"\(HTMLText.escaped(words.events))\">\n\(items.joined(separator: "\n"))\n</ol>\n"
  }

  private func table(_ table: Table, named name: String, isOpen: Bool = false) -> String {
    if table.rows.isEmpty { return "" }
    return """
      <details\(isOpen ? " open" : "")><summary>\(HTMLText.escaped(words.asTable))</summary>
      \(HTMLTable(table, named: name, inline).html)
      </details>

      """
  }
}
