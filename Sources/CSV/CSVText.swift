/// Bytes and numbers as text for people.
public enum CSVText {
  /// The bytes as text: valid UTF-8 is kept, every other byte and every NUL becomes `\xNN` with capital digits.
  ///
  /// A backslash is kept as it is, so this is for reading and mending, not for taking back automatically.
  public static func escaping(_ bytes: Span<UInt8>) -> String {
    var text = ""
    var rest = 0
    while rest < bytes.count {
      let remainder = bytes.extracting(rest..<bytes.count)
      var good = remainder.count
      var bad = 0
      do throws(UTF8.ValidationError) {
        _ = try UTF8Span(validating: remainder)
      } catch {
        good = error.byteOffsets.lowerBound
        bad = error.byteOffsets.count
      }
      appendKeeping(remainder.extracting(0..<good), to: &text)
      for index in good..<(good + bad) { text += escape(remainder[index]) }
      rest += good + bad
    }
    return text
  }

  /// The same for an array.
  public static func escaping(_ bytes: [UInt8]) -> String { escaping(bytes.span) }

  private static func appendKeeping(_ bytes: Span<UInt8>, to text: inout String) {
    guard let valid = try? UTF8Span(validating: bytes) else { return }
    let kept = String(copying: valid)
    guard kept.utf8.contains(0) else { return text += kept }
    for scalar in kept.unicodeScalars {
      if scalar.value == 0 { text += escape(0) } else { text.unicodeScalars.append(scalar) }
    }
  }

  /// `\xNN`
  static func escape(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.utf8.count == 1 ? "\\x0" + digits : "\\x" + digits
  }

  static func size(_ bytes: Int) -> String {
    if bytes >= 1 << 20, bytes % (1 << 20) == 0 { return "\(bytes >> 20) MiB" }
    if bytes >= 1 << 10, bytes % (1 << 10) == 0 { return "\(bytes >> 10) KiB" }
    return bytes == 1 ? "1 byte" : "\(bytes) bytes"
  }

  static func fields(_ count: Int) -> String { count == 1 ? "1 field" : "\(count) fields" }
}
