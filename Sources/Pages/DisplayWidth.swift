/// How many columns of a terminal a text takes.
///
/// Sources: UAX #11 (East Asian Width: Wide and Fullwidth take two columns, Ambiguous one, as it recommends outside
/// East Asian legacy encodings), UTS #51 (an emoji sequence is one picture, two columns wide), and General_Category:
/// nonspacing and enclosing marks and format characters take none, spacing marks one.
/// Terminals differ over emoji sequences and spacing marks; this is what the newer ones do.
public enum DisplayWidth {
  /// The columns that `text` takes on one line; control characters take none.
  public static func columns(of text: String) -> Int {
    // Every byte of ASCII but controls is one column: no need to look for characters.
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
    return text.reduce(0) { $0 + columns(of: $1) }
  }

  /// The columns that one user-perceived character takes.
  public static func columns(of character: Character) -> Int {
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return 0 }
    if scalars.count == 1 { return columns(of: first) }
    if isEmojiSequence(scalars, first: first) { return 2 }
    return scalars.reduce(0) { $0 + columns(of: $1) }
  }

  /// The columns that a code point takes by itself.
  public static func columns(of scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return value < 0x20 || (0x7F..<0xA0).contains(value) || value == 0xAD ? 0 : 1 }
    if isZeroWidth(scalar) { return 0 }
    return isWide(value) ? 2 : 1
  }

  private static func isZeroWidth(_ scalar: Unicode.Scalar) -> Bool {
    // Vowels and final consonants of a conjoined Hangul syllable stand in the square of its first consonant.
    switch scalar.value {
    case 0x1160...0x11FF, 0xD7B0...0xD7C6, 0xD7CB...0xD7FB: return true
    default: break
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .control, .lineSeparator, .paragraphSeparator: return true
    case .format: return !TerminalText.isVisibleFormat(scalar)
    default: return false
    }
  }

  private static func isWide(_ value: UInt32) -> Bool {
    guard value >= 0x1100 else { return false }
    // The largest even index whose run starts at or before the value.
    var low = 0
    var high = wideRuns.count / 2
    while low < high {
      let middle = (low + high) / 2
      if wideRuns[middle * 2] <= value { low = middle + 1 } else { high = middle }
    }
    return low > 0 && value <= wideRuns[low * 2 - 1]
  }

  /// Whether `scalars`, one character, are an emoji with a modifier, presentation selector or joined emoji.
  private static func isEmojiSequence(
    _ scalars: Character.UnicodeScalarView, first: Unicode.Scalar
  ) -> Bool {
    guard first.properties.isEmoji, !(0x1F1E6...0x1F1FF).contains(first.value) else { return false }
    if first.properties.isEmojiPresentation { return true }
    return scalars.dropFirst().contains { scalar in
      scalar.value == 0xFE0F || (scalar.value > 0x7F && scalar.properties.isEmoji)
    }
  }
}
