/// A path for text whose letters stand alone: without combining marks and jamo nothing composes with its neighbour, so the
/// canonical form of each letter can be looked up by itself. Normalising whole strings takes ten times as long.
enum CanonicalLetters {
  /// Appends the canonical form; false, with nothing appended, where a scalar needs the rules.
  static func append(_ bytes: Span<UInt8>, to output: inout [UInt8]) -> Bool {
    let start = output.count
    var pendingSpace = false
    var index = 0
    while index < bytes.count {
      let (scalar, length) = decode(bytes, at: index)
      guard let form = form(of: scalar) else {
        output.removeSubrange(start...)
        return false
      }
      if case .separator = form {
        pendingSpace = true
      } else {
        if pendingSpace, output.count > start { output.append(0x20) }
        pendingSpace = false
        switch form {
        case .letters(let letters): output += letters
        default: for place in index..<(index + length) { output.append(bytes[place]) }
        }
      }
      index += length
    }
    return true
  }

  private enum Form {
    /// White space or punctuation.
    case separator
    /// Stays as it is.
    case itself
    /// Becomes these bytes.
    case letters([UInt8])
  }

  private static func form(of scalar: UInt32) -> Form? {
    switch scalar {
    case 0..<tableEnd: table[Int(scalar)]
    // Kana, Han and Hangul syllables: no case, and no other form.
    case 0x3041...0x3096, 0x30A1...0x30FA, 0x4E00...0x9FFF, 0xAC00...0xD7A3: .itself
    default: nil
    }
  }

  private static let tableEnd: UInt32 = 0x600

  /// What the rules make of each letter below U+0600: Latin, Greek, Cyrillic, Armenian, Hebrew. nil for marks, and for what
  /// is neither letter nor separator.
  private static let table: [Form?] = (0..<tableEnd).map { value in
    guard let scalar = Unicode.Scalar(value) else { return nil }
    var letters: [UInt8] = []
    Canonical.appendUnicode(String(scalar).utf8.span, to: &letters)
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .otherLetter, .decimalNumber:
      return .letters(letters)
    case .nonspacingMark, .enclosingMark, .spacingMark, .unassigned: return nil
    default: return letters.isEmpty ? .separator : nil
    }
  }

  /// The scalar at a place of valid UTF-8, and how many bytes it takes.
  private static func decode(_ bytes: Span<UInt8>, at index: Int) -> (UInt32, Int) {
    let first = UInt32(bytes[index])
    func next(_ offset: Int) -> UInt32 { UInt32(bytes[index + offset] & 0x3F) }
    switch first {
    case 0..<0x80: return (first, 1)
    case 0x80..<0xE0: return ((first & 0x1F) << 6 | next(1), 2)
    case 0xE0..<0xF0: return ((first & 0x0F) << 12 | next(1) << 6 | next(2), 3)
    default: return ((first & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3), 4)
    }
  }
}
