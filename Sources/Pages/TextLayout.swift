/// The blocks of a page set one under the other in the columns of a terminal.
struct TextLayout {
  let width: Int
  private(set) var lines: [TextLine] = []
  /// Whether the next block follows its heading without an empty line.
  private var underHeading = false

  init(width: Int) {
    self.width = width
  }

  mutating func title(_ title: String) {
    if !title.isEmpty { heading(Inline(title), rule: "═") }
    underHeading = false
  }

  mutating func append(_ block: Page.Block) {
    switch block {
    case .heading(let level, let text):
      heading(text, rule: Page.Block.printedLevel(level) == 2 ? "─" : nil)
    case .paragraph(let text):
      add(TextFlow.lines(StyledText(text), limit: width))
    case .facts(let facts), .headline(let facts):
      add(Self.labelled(facts.map { ($0.label, $0.value) }, width: width))
    case .table(let table):
      self.table(table)
    case .bars(let chart):
      add(Self.caption(chart.caption, width: width) + TextBars(chart, limit: width).lines)
    case .picture(let picture):
      if !picture.summary.isEmpty { add(TextFlow.lines(StyledText(picture.summary), limit: width)) }
    case .note(let text):
      add(Self.prefixed(text, first: "│ ", rest: "│ ", width: width))
    case .list(let items, let numbered):
      add(Self.list(items, numbered: numbered, width: width))
    case .rule:
      add([TextLine(String(repeating: "─", count: width))])
    }
  }

  /// The numbered sources under their own heading; nothing where there are none.
  mutating func sources(_ sources: [Page.Source], title: String) {
    if sources.isEmpty { return }
    heading(Inline(title), rule: "─")
    let indent = "[\(sources.count)] ".count
    let items = sources.enumerated().flatMap { index, source in
      let number = "[\(index + 1)] "
      let first = String(repeating: " ", count: indent - number.count) + number
      let rest = String(repeating: " ", count: indent)
      let citation = Self.prefixed(Inline(source.citation), first: first, rest: rest, width: width)
      if source.address.isEmpty { return citation }
      return citation + Self.prefixed(Inline(source.address), first: rest, rest: rest, width: width)
    }
    add(items)
  }

  private mutating func heading(_ text: Inline, rule: String?) {
    let set = TextFlow.lines(StyledText(text, base: .strong), limit: width)
    let longest = set.map(\.width).max() ?? 0
    add(set + (rule.map { [TextLine(String(repeating: $0, count: longest))] } ?? []))
    underHeading = true
  }

  private mutating func table(_ table: Table) {
    let caption = Self.caption(table.caption, width: width)
    if let set = TextTable(table, limit: width) { return add(caption + set.lines) }
    let records = table.rows.map { row in
      Self.labelled(zip(table.columns, row).map { ($0.title, $1) }, width: width)
    }
    add(caption + Array(records.joined(separator: [TextLine()])))
  }

  private mutating func add(_ block: [TextLine]) {
    if block.isEmpty { return }
    if !lines.isEmpty, !underHeading { lines.append(TextLine()) }
    lines += block
    underHeading = false
  }
}
