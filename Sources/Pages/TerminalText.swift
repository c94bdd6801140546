/// Foreign text on its way to a terminal.
public enum TerminalText {
  /// What becomes of line breaks and tabs.
  public enum LineBreaks: Sendable, Equatable {
    /// Each becomes one space: text in a cell or sentence.
    case spaces
    /// Each becomes a visible escape: text shown exactly.
    case escapes
    /// Line breaks stay, as `\n`; tabs become spaces: a longer text.
    case kept
  }

  /// `text` with nothing in it that could command a terminal, reorder its line or hide.
  ///
  /// Control characters (C0, DEL, C1), bidirectional controls, line and paragraph separators, noncharacters and
  /// invisible format characters are shown as `\u{1B}`. Joiners, zero-width spaces, variation selectors and the tags
  /// of a flag stay where a script or an emoji needs them. A combining mark with nothing to stand on gets a dotted
  /// circle (U+25CC), so that it does not change what is printed before it. Safe text is left as it is by a
  /// second pass.
  /// Sources: Unicode properties General_Category, Bidi_Control, Default_Ignorable_Code_Point; UTS #39 on invisible
  /// characters.
  public static func safe(_ text: String, lineBreaks: LineBreaks = .spaces) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    var safe = SafeText(lineBreaks: lineBreaks)
    for scalar in text.unicodeScalars { safe.append(scalar) }
    return String(safe.output)
  }

  /// `\u{1B}` for ESC: how an invisible code point is shown.
  public static func escape(_ scalar: Unicode.Scalar) -> String {
    "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
  }

  /// Whether a format character draws something: the signs that stand around or under a number.
  static func isVisibleFormat(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x600...0x605, 0x6DD, 0x70F, 0x890...0x891, 0x8E2, 0x110BD, 0x110CD: true
    default: false
    }
  }

  /// Whether `scalar` must never reach a reader as it is, wherever it stands.
  static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    if value < 0x300 { return value < 0x20 || (0x7F..<0xA0).contains(value) || value == 0xAD }
    let properties = scalar.properties
    switch properties.generalCategory {
    case .lineSeparator, .paragraphSeparator: return true
    case .nonspacingMark, .spacingMark, .enclosingMark: return false
    default: break
    }
    if (0xFFF9...0xFFFB).contains(value) || properties.isNoncharacterCodePoint { return true }
    // Zero-width space, non-joiner, joiner and word joiner are part of how Khmer, Persian or Hindi is written.
    if (0x200B...0x200D).contains(value) || value == 0x2060 { return false }
    return properties.isBidiControl || properties.isDefaultIgnorableCodePoint
  }
}
