/// An `Inline` made safe and joined for a terminal, references printed as ` [1][2]`.
struct StyledText: Sendable {
  /// A user-perceived character (or a part of one that is too wide for its column) with its place in the layout.
  struct Glyph {
    var text: String
    var width: Int
    var style: TextStyle
    /// The character itself, for the rules of breaking.
    var character: Character
  }

  private(set) var text = ""
  /// Where in the UTF-8 of `text` each style ends.
  private var styleEnds: [(end: Int, style: TextStyle)] = []

  /// The text of `inline`; plain runs take the style `base`.
  init(_ inline: Inline, base: TextStyle = .plain) {
    for run in inline.runs {
      let style = TextStyle(run.emphasis)
      append(TerminalText.safe(run.text), style == .plain ? base : style)
      appendReferences(run.refs)
    }
  }

  /// The references `refs` alone.
  init(references refs: [Int]) {
    appendReferences(refs)
  }

  /// Columns on one line.
  var width: Int { DisplayWidth.columns(of: text) }

  private mutating func append(_ added: String, _ style: TextStyle) {
    if added.isEmpty { return }
    text += added
    styleEnds.append((text.utf8.count, style))
  }

  private mutating func appendReferences(_ refs: [Int]) {
    if refs.isEmpty { return }
    append((text.isEmpty ? "" : " ") + refs.map { "[\($0)]" }.joined(), .reference)
  }

  /// The whole text as one line.
  var line: TextLine {
    var line = TextLine()
    // The width of the whole is not the sum of the pieces where a character begins in one and ends in the next.
    var start = text.utf8.startIndex
    for (end, style) in styleEnds {
      let stop = text.utf8.index(text.utf8.startIndex, offsetBy: end)
      line.append(String(text[start..<stop]), style, width: 0)
      start = stop
    }
    line.append("", width: width)
    return line
  }

  /// The characters in order, none wider than `limit` where it has a part that fits.
  func glyphs(limit: Int) -> [Glyph] {
    var glyphs: [Glyph] = []
    var offset = 0
    var ends = styleEnds[...]
    for character in text {
      while let first = ends.first, first.end <= offset { ends.removeFirst() }
      let style = ends.first?.style ?? .plain
      offset += character.utf8.count
      let width = DisplayWidth.columns(of: character)
      if width <= limit {
        glyphs.append(Glyph(text: String(character), width: width, style: style, character: character))
        continue
      }
      for scalar in character.unicodeScalars {
        let part = Character(scalar)
        glyphs.append(
          Glyph(text: String(part), width: DisplayWidth.columns(of: part), style: style, character: part))
      }
    }
    return glyphs
  }
}
