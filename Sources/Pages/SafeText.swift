/// The text that `TerminalText.safe` builds, code point by code point.
struct SafeText {
  private(set) var output = String.UnicodeScalarView()
  private let lineBreaks: TerminalText.LineBreaks
  private var previous: Unicode.Scalar?
  /// How many tags may still follow a black flag: the flag of England is written so. The longest code of a region
  /// has five letters and a tag that ends it; more would only hide data.
  private var tagsLeft = 0
  /// Whether there is a character that a combining mark can stand on.
  private var hasBase = false

  init(lineBreaks: TerminalText.LineBreaks) {
    self.lineBreaks = lineBreaks
  }

  mutating func append(_ scalar: Unicode.Scalar) {
    defer { previous = scalar }
    let value = scalar.value
    if appendLineBreak(scalar) { return }
    if (0xE0020...0xE007F).contains(value), tagsLeft > 0 {
      tagsLeft = value == 0xE007F ? 0 : tagsLeft - 1
      return output.append(scalar)
    }
    tagsLeft = value == 0x1F3F4 ? 6 : 0
    if TerminalText.isForbidden(scalar) || repeatsSelector(scalar) { return appendEscape(scalar) }
    if isMark(scalar), !hasBase {
      output.append("\u{25CC}")
      hasBase = true
    }
    if scalar.properties.isWhitespace { hasBase = false }
    if !scalar.properties.isDefaultIgnorableCodePoint, !scalar.properties.isWhitespace { hasBase = true }
    output.append(scalar)
  }

  /// Whether `scalar` was a line break or tab and is dealt with.
  private mutating func appendLineBreak(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A where previous == "\r" && lineBreaks != .escapes:
      return true  // the second half of CR LF
    case 0x0A...0x0D, 0x85, 0x2028, 0x2029:
      if lineBreaks == .escapes {
        appendEscape(scalar)
      } else {
        output.append(lineBreaks == .kept ? "\n" : " ")
      }
    case 0x09:
      if lineBreaks == .escapes { appendEscape(scalar) } else { output.append(" ") }
    default:
      return false
    }
    tagsLeft = 0
    hasBase = false
    return true
  }

  private mutating func appendEscape(_ scalar: Unicode.Scalar) {
    output.append(contentsOf: TerminalText.escape(scalar).unicodeScalars)
    hasBase = true
  }

  /// One variation selector chooses a glyph; a row of them only hides data.
  private func repeatsSelector(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isVariationSelector && previous?.properties.isVariationSelector == true
  }

  private func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }
}
