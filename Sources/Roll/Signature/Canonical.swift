internal import Foundation

/// The canonical form of text and addresses, version 1 of the rules; a database records the version it was filled under.
///
/// Text: NFKD; combining marks dropped after Latin, Greek and Cyrillic letters, except in й and ё (elsewhere marks are
/// vowels); NFKC; case-folded (each scalar lower, upper, lower, which is Unicode's full folding for every cased letter but
/// dotless ı, which stays); runs of white space and punctuation become one space, none at the ends.
enum Canonical {
  /// The version that is recorded beside the key.
  static let version = 1

  /// Canonical text of `text`.
  static func text(_ text: String) -> [UInt8] {
    var output: [UInt8] = []
    append(text.utf8.span, to: &output)
    return output
  }

  /// Appends the canonical form of UTF-8 bytes. ASCII takes a path without Unicode tables.
  static func append(_ bytes: Span<UInt8>, to output: inout [UInt8]) {
    let start = output.count
    var pendingSpace = false
    for index in bytes.indices {
      let byte = bytes[index]
      guard byte < 0x80 else {
        output.removeSubrange(start...)
        if !CanonicalLetters.append(bytes, to: &output) { appendUnicode(bytes, to: &output) }
        return
      }
      let isUpper = byte &- 65 < 26
      if isUpper || byte &- 97 < 26 || byte &- 48 < 10 {
        if pendingSpace, output.count > start { output.append(0x20) }
        pendingSpace = false
        output.append(isUpper ? byte | 0x20 : byte)
      } else {
        pendingSpace = true
      }
    }
  }

  /// The rules themselves, scalar by scalar; every faster path must give the same bytes.
  static func appendUnicode(_ bytes: Span<UInt8>, to output: inout [UInt8]) {
    let text = String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
    let composed = String(String.UnicodeScalarView(withoutMarks(text)))
      .precomposedStringWithCompatibilityMapping
    let start = output.count
    var pendingSpace = false
    for scalar in composed.unicodeScalars {
      guard isLetterMarkOrNumber(scalar) else {
        pendingSpace = true
        continue
      }
      if pendingSpace, output.count > start { output.append(0x20) }
      pendingSpace = false
      output += folded(scalar).utf8
    }
  }

  private static func withoutMarks(_ text: String) -> [Unicode.Scalar] {
    var kept: [Unicode.Scalar] = []
    var base: Unicode.Scalar = " "
    for scalar in text.decomposedStringWithCompatibilityMapping.unicodeScalars {
      // Below U+0300 there is no mark; asking Unicode's tables is what costs.
      let isMark = scalar.value >= 0x300 && scalar.properties.generalCategory == .nonspacingMark
      guard isMark else {
        base = scalar
        kept.append(scalar)
        continue
      }
      let isShortI = scalar.value == 0x306 && (base.value == 0x438 || base.value == 0x418)
      let isYo = scalar.value == 0x308 && (base.value == 0x435 || base.value == 0x415)
      if isShortI || isYo || !losesMarks(base) { kept.append(scalar) }
    }
    return kept
  }

  /// Whether a letter is Latin, Greek or Cyrillic (by block; after NFKD no compatibility letters are left).
  private static func losesMarks(_ base: Unicode.Scalar) -> Bool {
    switch base.value {
    case 0x41...0x24F, 0x250...0x2AF, 0x370...0x52F, 0x1C80...0x1C8F, 0x1D00...0x1D7F, 0x1E00...0x1FFF,
      0x2C60...0x2C7F, 0xA640...0xA69F, 0xA720...0xA7FF, 0xAB30...0xAB6F:
      true
    default: false
    }
  }

  private static func isLetterMarkOrNumber(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // Letters throughout: Cyrillic, kana, Han, Hangul. Saves asking the tables for most names.
    case 0x61...0x7A, 0x41...0x5A, 0x400...0x481, 0x3041...0x3096, 0x30A1...0x30FA, 0x4E00...0x9FFF,
      0xAC00...0xD7A3:
      return true
    default: break
    }
    return switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark,
      .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
      true
    default: false
    }
  }

  private static func folded(_ scalar: Unicode.Scalar) -> String {
    // Dotless ı would become i by way of I; Unicode's folding leaves it alone, and so do we.
    guard scalar.value != 0x131 else { return String(scalar) }
    switch scalar.value {
    // In lower case already, or without case.
    case 0x61...0x7A, 0x430...0x44F, 0x3041...0x3096, 0x30A1...0x30FA, 0x4E00...0x9FFF, 0xAC00...0xD7A3:
      return String(scalar)
    default: break
    }
    return scalar.properties.lowercaseMapping.uppercased().lowercased()
  }
}
