/// A place in the bytes of a written time. Reads digits, marks and words; allocates only for words.
struct TimeCursor {
  var bytes: [UInt8]
  var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position >= bytes.count }
  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }
  /// ASCII letters, and all that is not ASCII.
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 || byte >= 0x80 }

  /// A run of digits.
  struct Digits: Equatable {
    /// Of the first 18 digits: more do not fit.
    var value = 0
    /// How many there are.
    var count = 0
  }

  mutating func digits() -> Digits? {
    var digits = Digits()
    while position < bytes.count, Self.isDigit(bytes[position]) {
      if digits.count < 18 { digits.value = digits.value * 10 + Int(bytes[position] - 48) }
      digits.count += 1
      position += 1
    }
    return digits.count > 0 ? digits : nil
  }

  /// Goes over this byte if it is next.
  mutating func skip(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  /// Goes over the next byte if it is one of these.
  mutating func skip(of allowed: String) -> UInt8? {
    guard let next, allowed.utf8.contains(next) else { return nil }
    position += 1
    return next
  }

  mutating func skipSpaces() {
    while next == 0x20 { position += 1 }
  }

  /// A run of letters as written; nil where none is next.
  mutating func word() -> String? {
    let start = position
    while let next, Self.isLetter(next) { position += 1 }
    return start == position ? nil : String(decoding: bytes[start..<position], as: UTF8.self)
  }

  /// Up to six digits behind a decimal mark, as millionths. What follows them is cut, not rounded: a rounded .9999999
  /// would move into the next second.
  mutating func millionths() -> Int64? {
    guard let fraction = digits() else { return nil }
    var value = Int64(fraction.value)
    let count = min(fraction.count, 18)
    for _ in count..<max(6, count) { value *= 10 }
    for _ in 6..<max(6, count) { value /= 10 }
    return value
  }
}

extension TimeCursor {
  /// A text in the characters that times are read in: decimal digits of every script in ASCII, every white space a blank,
  /// invisible characters gone, dashes and marks of other scripts in ASCII; 年, 月 and 日 as marks between numbers.
  static func normalized(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      if scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue {
        bytes.append(48 + UInt8(value))
      } else if scalar.properties.isWhitespace {
        bytes.append(0x20)
      } else if scalar.properties.generalCategory == .format {
        continue
      } else if let mark = marks[scalar] {
        bytes.append(mark)
      } else {
        bytes += String(scalar).utf8
      }
    }
    while bytes.last == 0x20 { bytes.removeLast() }
    return Array(bytes.drop { $0 == 0x20 })
  }

  private static let marks: [Unicode.Scalar: UInt8] = {
    var marks: [Unicode.Scalar: UInt8] = [:]
    for (text, mark) in [
      ("\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2212}\u{FE63}\u{FF0D}年月년월", "-"),
      ("\u{060C}\u{3001}\u{FF0C}", ","),
      ("\u{066B}\u{FF0E}", "."), ("\u{FF0F}", "/"), ("\u{FF1A}", ":"), ("\u{2019}", "'"), ("日일", " "),
      ("\u{FF0B}", "+"),
    ] {
      for scalar in text.unicodeScalars { marks[scalar] = mark.utf8.first }
    }
    return marks
  }()
}
