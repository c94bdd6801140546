/// Text as a cell of a workbook holds it (ECMA-376, part 1, 22.4.2.4, ST_Xstring): what XML cannot hold stands as `_xHHHH_`,
/// and so a text that looks like such an escape has its own underscore escaped.
enum SheetText {
  /// Characters that a cell holds, counted as spreadsheets count them: in UTF-16 units.
  static let limit = 32_767

  /// The text for the library, which itself escapes the control characters.
  static func escaped(_ text: String) -> String {
    guard mayNeedEscape(text) else { return text }
    var output = ""
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      if scalar == "_", isEscape(scalars[index...]) {
        output += "_x005F_"
      } else if scalar.value == 0xFFFE || scalar.value == 0xFFFF {
        output += scalar.value == 0xFFFE ? "_xFFFE_" : "_xFFFF_"
      } else {
        output.unicodeScalars.append(scalar)
      }
    }
    return output
  }

  /// Whether there is a `_x`, or one of the two code points that XML leaves out, which both begin with the bytes EF BF.
  private static func mayNeedEscape(_ text: String) -> Bool {
    var last: UInt8 = 0
    for byte in text.utf8 {
      if last == 0x5F && (byte | 0x20) == 0x78 || last == 0xEF && byte == 0xBF { return true }
      last = byte
    }
    return false
  }

  private static func isEscape(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    let word = scalars.prefix(7)
    guard word.count == 7, word.last == "_" else { return false }
    let letter = word[word.startIndex + 1]
    return (letter == "x" || letter == "X")
      && word.dropFirst(2).prefix(4).allSatisfy { $0.properties.isASCIIHexDigit }
  }
}
