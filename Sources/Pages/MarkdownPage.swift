/// The Markdown face of a page: GitHub-flavoured, readable as it is.
public enum MarkdownPage {
  private static let barWidth = 20

  /// `page` as GitHub-flavoured Markdown, ended by a newline; empty for an empty page.
  ///
  /// No value of the page can form markup, HTML or a link: all is escaped, and what `TerminalText.safe` shows as an
  /// escape is shown so here. Tables keep every row and column. A reference `[3]` is a link to the address of the
  /// third source (to the list of sources where that is no web address), and all sources stand in a numbered list at the end.
  /// One link no escape prevents: GitHub links a bare e-mail address.
  public static func render(_ page: Page) -> String {
    var parts: [String] = []
    var listsInARow = 0
    if !page.title.isEmpty { parts.append(heading(1, Inline(page.title), page)) }
    for block in page.blocks {
      if case .list = block { listsInARow += 1 } else { listsInARow = 0 }
      parts.append(text(of: block, otherMark: listsInARow.isMultiple(of: 2), page))
    }
    parts += sources(page)
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + (parts.isEmpty ? "" : "\n")
  }

  /// `otherMark` tells a list from one directly before, which Markdown would otherwise join.
  private static func text(of block: Page.Block, otherMark: Bool, _ page: Page) -> String {
    switch block {
    case .heading(let level, let text): heading(Page.Block.printedLevel(level), text, page)
    case .paragraph(let text): inline(text, page, atStart: true)
    case .facts(let facts), .headline(let facts): Self.facts(facts, page)
    case .table(let table): Self.table(table, page)
    case .bars(let chart): Self.table(self.table(of: chart), page)
    case .picture(let picture): inline(picture.summary, page, atStart: true)
    case .note(let text): "> " + inline(text, page, atStart: true)
    case .list(let items, let numbered): list(items, numbered: numbered, otherMark: otherMark, page)
    case .rule: "---"
    }
  }

  private static func inline(_ text: Inline, _ page: Page, atStart: Bool) -> String {
    MarkdownInline(text, sourceCount: page.sources.count).text(atStart: atStart)
  }

  private static func heading(_ level: Int, _ text: Inline, _ page: Page) -> String {
    String(repeating: "#", count: level) + " " + inline(text, page, atStart: false)
  }

  private static func facts(_ facts: [Page.Fact], _ page: Page) -> String {
    facts.map { fact in
      let label = inline(.strong(fact.label), page, atStart: true)
      return "- \(label): " + inline(fact.value, page, atStart: false)
    }.joined(separator: "\n")
  }

  private static func list(_ items: [Inline], numbered: Bool, otherMark: Bool, _ page: Page) -> String {
    items.enumerated().map { index, item in
      let mark = numbered ? "\(index + 1)" + (otherMark ? ")" : ".") : otherMark ? "*" : "-"
      return mark + " " + inline(item, page, atStart: true)
    }.joined(separator: "\n")
  }

  private static func table(_ table: Table, _ page: Page) -> String {
    let titles = table.columns.map { inline(Inline($0.title), page, atStart: false) }
    let marks = table.columns.map { $0.alignment == .right ? "---:" : ":---" }
    let rows = table.rows.map { $0.map { inline($0, page, atStart: false) } }
    let lines = ([titles, marks] + rows).map { "| " + $0.joined(separator: " | ") + " |" }
    let caption = inline(table.caption, page, atStart: true)
    if table.columns.isEmpty { return caption }
    return (caption.isEmpty ? [] : [caption, ""]).joined(separator: "\n\n") + lines.joined(separator: "\n")
  }

  /// The chart as a table: its bars are a picture of the numbers beside them.
  private static func table(of chart: BarChart) -> Table {
    let columns = [Table.Column(chart.labelTitle), Table.Column(chart.valueTitle, .right), Table.Column("")]
    let rows = chart.rows.map { row in
      [row.label, Inline(row.value), Inline(Bar.text(row.value, of: chart.scale, width: barWidth))]
    }
    return Table(caption: chart.caption, columns: columns, rows: rows)
  }

  private static func sources(_ page: Page) -> [String] {
    if page.sources.isEmpty { return [] }
    let items = page.sources.enumerated().map { index, source in
      let citation = inline(Inline(source.citation), page, atStart: true)
      let address =
        MarkdownText.link(source.address).map { "<\($0)>" }
        ?? inline(Inline(source.address), page, atStart: false)
      return "\(index + 1). " + [citation, address].filter { !$0.isEmpty }.joined(separator: " ")
    }
    let definitions = page.sources.enumerated().map { index, source in
      "[\(index + 1)]: <\(MarkdownText.link(source.address) ?? MarkdownText.anchor(page.sourcesTitle))>"
    }
    return [
      heading(2, Inline(page.sourcesTitle), page), items.joined(separator: "\n"),
      definitions.joined(separator: "\n"),
    ]
  }
}
