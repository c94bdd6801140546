/// Text set into lines of a given width.
enum TextFlow {
  /// The lines of `text`, each at most `limit` columns; at least one, which may be empty.
  ///
  /// A word wider than a line is broken where the line is full. Only white space at the ends of lines is left out.
  /// `limit` is at least 2, the widest that one code point takes.
  static func lines(_ text: StyledText, limit: Int) -> [TextLine] {
    if text.width <= limit, text.text.first?.isWhitespace != true { return [text.line] }
    let glyphs = text.glyphs(limit: limit)
    var lines: [TextLine] = []
    var start = 0
    while start < glyphs.count {
      if LineBreaking.isSpace(glyphs[start].character) {
        start += 1
        continue
      }
      let end = lineEnd(from: start, in: glyphs, limit: limit)
      lines.append(line(glyphs[start..<end]))
      start = end
    }
    return lines.isEmpty ? [TextLine()] : lines
  }

  /// The widest part of `text` that no line break divides.
  static func longestWord(_ text: StyledText) -> Int {
    let glyphs = text.glyphs(limit: .max)
    var longest = 0
    var current = 0
    for index in glyphs.indices {
      if index > 0, LineBreaking.isAllowed(before: index, in: glyphs) { current = 0 }
      if LineBreaking.isSpace(glyphs[index].character), glyphs[index].style != .reference { continue }
      current += glyphs[index].width
      longest = max(longest, current)
    }
    return longest
  }

  /// Where the line that begins at `start` ends: after `start`, and at a place for a break if there is one.
  private static func lineEnd(from start: Int, in glyphs: [StyledText.Glyph], limit: Int) -> Int {
    var width = 0
    var lastBreak: Int?
    for index in start..<glyphs.count {
      if index > start, LineBreaking.isAllowed(before: index, in: glyphs) { lastBreak = index }
      let glyph = glyphs[index]
      // Spaces may hang over the edge: they are dropped there.
      if width + glyph.width > limit, !LineBreaking.isSpace(glyph.character) {
        return lastBreak ?? max(index, start + 1)
      }
      width += glyph.width
    }
    return glyphs.count
  }

  private static func line(_ glyphs: ArraySlice<StyledText.Glyph>) -> TextLine {
    var line = TextLine()
    let kept = glyphs.prefix(
      (glyphs.lastIndex { !LineBreaking.isSpace($0.character) } ?? -1) + 1 - glyphs.startIndex)
    for glyph in kept { line.append(glyph.text, glyph.style, width: glyph.width) }
    return line
  }
}
