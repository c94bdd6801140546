import Testing

@testable import Pages

@Suite struct TextPageTests {
  private static let widths = [20, 40, 80, 120]

  @Test("No line is wider than asked, whatever the text", arguments: UInt64(0)..<60)
  func linesFit(_ seed: UInt64) {
    let page = ForeignText.page(seed: seed)
    for width in Self.widths {
      for line in TextPage.render(page, width: width).lines {
        #expect(DisplayWidth.columns(of: String(line)) <= width, "\(line)")
      }
    }
  }

  @Test("No control or bidirectional character but newline comes out", arguments: UInt64(0)..<60)
  func noControls(_ seed: UInt64) {
    let text = TextPage.render(ForeignText.page(seed: seed), width: 80)
    #expect(!text.unicodeScalars.contains { $0 != "\n" && $0.isControlOrBidi })
  }

  @Test("Colour adds renditions that are ended on their line, and nothing else", arguments: UInt64(0)..<50)
  func colourOnlyAdds(_ seed: UInt64) {
    let page = ForeignText.page(seed: seed)
    let coloured = TextPage.render(page, width: 80, colour: true)
    var stripped = coloured
    for rendition in ["0", "1", "2", "36"] { stripped = stripped.without("\u{1B}[\(rendition)m") }
    #expect(Array(stripped.utf8) == Array(TextPage.render(page, width: 80).utf8))
    for line in coloured.lines where line.unicodeScalars.contains("\u{1B}") {
      let begun = line.unicodeScalars.filter { $0 == "\u{1B}" }.count
      #expect(begun.isMultiple(of: 2) && begun / 2 == String(line).occurrences(of: "\u{1B}[0m"))
    }
  }

  @Test("No line ends in a space, and the page ends in one newline", arguments: UInt64(0)..<50)
  func noTrailingSpace(_ seed: UInt64) {
    let text = TextPage.render(ForeignText.page(seed: seed), width: 80)
    #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n"))
    #expect(!text.lines.contains { $0.unicodeScalars.last == " " })
  }

  @Test("Wrapping loses no ink, and only wraps where it must", arguments: UInt64(0)..<200)
  func wrappingLosesNothing(_ seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    let text = ForeignText.text(&numbers, longest: 40)
    for width in Self.widths {
      let set = TextPage.render(Page(title: "", blocks: [.paragraph(Inline(text))]), width: width)
      #expect(Array(set.ink.unicodeScalars) == Array(TerminalText.safe(text).ink.unicodeScalars))
    }
    let whole = TextFlow.lines(StyledText(Inline(text)), limit: 100_000)
    #expect(whole.count == 1)
  }

  @Test("A reference stays on the line of the word before it")
  func referencesStay() {
    for width in 20...60 {
      let text = Inline(
        "Nineteen states have signed such an agreement by the count of that day", refs: [2, 3])
      let set = TextPage.render(Page(title: "", blocks: [.paragraph(text)]), width: width)
      #expect(set.contains("day [2][3]"), "\(set)")
    }
  }

  @Test("A date or number is never broken where its line could hold it")
  func datesStayWhole() {
    let text = Inline(
      "from 2002-09-17 to 2003-01-29 there were 84,598 of them in self-governing places and/or states")
    for width in 20...60 {
      let set = TextPage.render(Page(title: "", blocks: [.paragraph(text)]), width: width)
      for whole in ["2002-09-17", "2003-01-29", "84,598"] { #expect(set.contains(whole)) }
    }
  }

  @Test("An empty page is no text, an empty table no lines of rows")
  func emptyPages() {
    #expect(TextPage.render(Page(title: "")) == "")
    #expect(TextPage.render(Table(columns: [])) == "")
    #expect(TextPage.render(Table(columns: [.init("State")])) == "State\n─────\n")
  }
}

extension String {
  func occurrences(of part: String) -> Int {
    let scalars = Array(unicodeScalars)
    let wanted = Array(part.unicodeScalars)
    return scalars.indices.filter { scalars[$0...].starts(with: wanted) }.count
  }

  /// The text without `part`, compared by code points: an ESC after a letter is a character of its own.
  func without(_ part: String) -> String {
    let wanted = Array(part.unicodeScalars)
    var rest = Array(unicodeScalars)[...]
    var output = String.UnicodeScalarView()
    while let first = rest.first {
      if rest.starts(with: wanted) {
        rest = rest.dropFirst(wanted.count)
      } else {
        output.append(first)
        rest = rest.dropFirst()
      }
    }
    return String(output)
  }
}
