import Testing

@testable import Pages

@Suite struct MarkdownPageTests {
  private static let markup = Set<Unicode.Scalar>([
    "\\", "`", "*", "_", "[", "]", "<", ">", "#", "|", "~", "&", "$",
  ])

  /// A reader of backslash escapes: the text, and the code points that had no backslash before them.
  private static func read(_ markdown: String) -> (text: String, bare: [Unicode.Scalar]) {
    var text = String.UnicodeScalarView()
    var bare: [Unicode.Scalar] = []
    var scalars = Array(markdown.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      if scalar == "\\", let next = scalars.first, next.isASCII,
        next.properties.isPatternSyntax || next == "_"
      {
        text.append(next)
        scalars.removeFirst()
      } else {
        bare.append(scalar)
        text.append(scalar)
      }
    }
    return (String(text), bare)
  }

  private static func paragraph(_ text: String) -> String {
    MarkdownPage.render(Page(title: "", blocks: [.paragraph(Inline(text))]))
  }

  @Test("A value comes back from Markdown as it was, and nothing of it is markup", arguments: UInt64(0)..<200)
  func valuesAreInert(_ seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    let value = ForeignText.text(&numbers, longest: 30)
    let (text, bare) = Self.read(Self.paragraph(value))
    #expect(Array(text.ink.unicodeScalars) == Array(TerminalText.safe(value).ink.unicodeScalars))
    #expect(!bare.contains { Self.markup.contains($0) })
  }

  @Test("Every ASCII punctuation mark, alone, doubled and at the start, comes back")
  func punctuation() {
    for value in UInt8(0x21)...0x7E {
      let mark = String(Character(Unicode.Scalar(value)))
      for text in [mark, mark + mark, mark + " a", "a" + mark + "b", "1" + mark + " a"] {
        #expect(Self.read(Self.paragraph(text)).text == text + "\n")
      }
    }
  }

  @Test(
    "What could begin a list, heading, rule or link at the start of a paragraph does not",
    arguments: [
      ("- a", "\\- a"), ("+ a", "\\+ a"), ("1. a", "1\\. a"), ("12) a", "12\\) a"), ("===", "\\==="),
      ("---", "\\---"),
      ("www.example.org", "www\\.example.org"), ("https://example.org", "https\\://example.org"),
      ("    a", "a"),
      ("2003-01-29", "2003-01-29"), ("1.5 million", "1\\.5 million"),
    ])
  func blockStarts(_ text: String, _ markdown: String) {
    #expect(Self.paragraph(text) == markdown + "\n")
  }

  @Test("A table keeps its rows and columns", arguments: UInt64(0)..<200)
  func tablesKeepTheirShape(_ seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    var table = ForeignText.table(&numbers)
    table.caption = ""
    let lines = MarkdownPage.render(Page(title: "", blocks: [.table(table)])).lines.dropLast()
    #expect(lines.count == table.rows.count + 2)
    for line in lines {
      #expect(Self.read(String(line)).bare.filter { $0 == "|" }.count == table.columns.count + 1, "\(line)")
    }
  }

  @Test(
    "No control or bidirectional character but newline, and no bare < but of a link",
    arguments: UInt64(0)..<60)
  func noControls(_ seed: UInt64) {
    let text = MarkdownPage.render(ForeignText.page(seed: seed))
    #expect(!text.unicodeScalars.contains { $0 != "\n" && $0.isControlOrBidi })
    for line in text.lines {
      let pieces = String(line).components(after: "<")
      for piece in pieces {
        #expect(["http://", "https://", "#"].contains { piece.lowercased().hasPrefix($0) }, "\(line)")
      }
    }
  }

  @Test("A reference is a link exactly where the page has the source, and no text after it makes it another")
  func references() {
    let sources = [
      Page.Source("One", address: "https://example.org/a b>c"), .init("Two", address: "javascript:alert(1)"),
    ]
    let text = Inline("19", refs: [1, 2, 3]) + "(x)" + Inline("", refs: [2]) + ": y"
    let markdown = MarkdownPage.render(Page(title: "", blocks: [.paragraph(text)], sources: sources))
    #expect(markdown.hasPrefix("19 [1] [2] \\[3\\]\\(x) [2]\\: y\n\n## Sources\n"))
    #expect(markdown.contains("\n[1]: <https://example.org/a%20b%3Ec>\n[2]: <#sources>\n"))
    #expect(!markdown.contains("<javascript"))
  }

  @Test("Emphasis is marked only where Markdown reads it as such")
  func emphasis() {
    let joined = Inline("a") + .strong("(b)") + "c " + .strong("d") + .strong("e") + "."
    let blocks = [
      Page.Block.paragraph(joined), .paragraph(.code("a|b")), .paragraph(.code("ls -l")),
      .paragraph(.code("`\u{301}")),
    ]
    let markdown = MarkdownPage.render(Page(title: "", blocks: blocks))
    #expect(markdown == "a(b)c **de**.\n\na\\|b\n\n`ls -l`\n\n\\`\u{301}\n")
  }

  @Test("Two lists in a row stay two")
  func neighbouringLists() {
    let lists = [
      Page.Block.list(["a"], numbered: false), .list(["b"], numbered: false), .list(["c"], numbered: true),
    ]
    #expect(MarkdownPage.render(Page(title: "", blocks: lists)) == "- a\n\n* b\n\n1. c\n")
  }
}

extension String {
  /// What follows each `mark` that has no backslash before it.
  func components(after mark: Unicode.Scalar) -> [String] {
    let scalars = unicodeScalars
    return scalars.indices.compactMap { index in
      guard scalars[index] == mark else { return nil }
      if index > scalars.startIndex, scalars[scalars.index(before: index)] == "\\" { return nil }
      return String(scalars[scalars.index(after: index)...])
    }
  }
}
