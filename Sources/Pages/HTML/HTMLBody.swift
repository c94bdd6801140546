/// The blocks of a page as the content of its main part, each section under its heading.
struct HTMLBody {
  /// A part that the contents name.
  struct Section {
    var id: String
    /// As HTML, without links.
    var title: String
  }

  private(set) var output = ""
  private(set) var sections: [Section] = []
  let page: Page
  let words: HTMLWords
  private var isInSection = false
  /// The level of the heading before.
  private var level = 1
  private var headings = 0
  private var pictures = 0
  /// What the next table is called where it has no caption of its own.
  private var nearest = ""

  init(_ page: Page, _ words: HTMLWords) {
    self.page = page
    self.words = words
    nearest = page.title
  }

  func inline(_ text: Inline) -> HTMLInline { HTMLInline(text, words, sourceCount: page.sources.count) }

  mutating func append(_ block: Page.Block) {
    switch block {
    case .heading(let level, let text): heading(Page.Block.printedLevel(level), text)
    case .paragraph(let text): add("<p\(inline(text).direction)>\(inline(text).html)</p>")
    case .facts(let facts): output += Self.facts(facts, inline)
    case .headline(let facts): output += Self.headline(facts, inline)
    case .table(let table): add(HTMLTable(table, named: nearest, inline).html)
    case .bars(let chart):
      pictures += 1
      add(HTMLFigure(pictures, inline, words).html(bars: chart, of: nearest))
    case .picture(let picture):
      pictures += 1
      add(HTMLFigure(pictures, inline, words).html(picture))
    case .note(let text): add("<p class=\"note\"\(inline(text).direction)>\(inline(text).html)</p>")
    case .list(let items, let numbered): list(items, numbered: numbered)
    case .rule: add("<hr>")
    }
  }

  /// Ends the last section and adds the sources.
  mutating func finish() {
    if !page.sources.isEmpty {
      heading(2, Inline(page.sourcesTitle), id: "sources")
      output += HTMLSources.list(page.sources)
    }
    if isInSection { add("</section>") }
    isInSection = false
  }

  private mutating func add(_ html: String) { output += html + "\n" }

  private mutating func heading(_ wanted: Int, _ text: Inline, id: String? = nil) {
    // A level left out would read as a part that is missing.
    level = min(wanted, level + 1)
    headings += 1
    let id = id ?? "section-\(headings)"
    nearest = text.runs.map(\.text).joined()
    let content = inline(text)
    if level == 2 {
      if isInSection { add("</section>") }
      isInSection = true
      add("<section aria-labelledby=\"\(id)\">")
      sections.append(Section(id: id, title: HTMLText.isolated(nearest)))
    }
    add("<h\(level) id=\"\(id)\"\(content.direction)>\(content.html)</h\(level)>")
  }

  private mutating func list(_ items: [Inline], numbered: Bool) {
    let tag = numbered ? "ol" : "ul"
    add("<\(tag)>")
    for item in items { add("<li>\(inline(item).item)</li>") }
    add("</\(tag)>")
  }

  static func facts(_ facts: [Page.Fact], _ inline: (Inline) -> HTMLInline) -> String {
    if facts.isEmpty { return "" }
    let rows = facts.map { fact in
      let value = inline(fact.value)
      return "<div><dt>\(HTMLText.isolated(fact.label))</dt><dd\(value.direction)>\(value.html)</dd></div>\n"
    }
    return "<dl class=\"facts\">\n\(rows.joined())</dl>\n"
  }

  private static func headline(_ facts: [Page.Fact], _ inline: (Inline) -> HTMLInline) -> String {
    if facts.isEmpty { return "" }
    let tiles = facts.map { fact in
      let (figure, rest) = inline(fact.value).figureAndRest
      let large = figure.isEmpty ? "" : "<span class=\"figure\">\(figure)</span>"
      return "<div><dt>\(HTMLText.isolated(fact.label))</dt><dd>\(large)\(rest)</dd></div>\n"
    }
    return "<dl class=\"headline\">\n\(tiles.joined())</dl>\n"
  }
}
