/// Flags as emoji: two regional indicators, or a black flag with the tags of a subdivision.
enum CountryFlag {
  /// The alpha-2 codes of the flags in a text, in their order. A subdivision's flag (`gbsct`, Scotland) gives the code that
  /// its own begins with, as ISO 3166-2 codes do.
  ///
  /// Unicode Technical Standard 51, sections 1.4.5 (regional indicators) and 1.4.6 (tag sequences).
  static func codes(in text: String) -> [String] {
    var codes: [String] = []
    var pair: [Unicode.Scalar] = []
    var tags: String?
    for scalar in text.unicodeScalars {
      if let letter = letter(of: scalar) {
        pair.append(letter)
        if pair.count == 2 {
          codes.append(String(String.UnicodeScalarView(pair)))
          pair = []
        }
      } else if scalar.value == 0x1F3F4 {
        tags = ""
      } else if scalar.value == 0xE007F, let found = tags {
        if found.count >= 3 { codes.append(String(found.prefix(2)).uppercased()) }
        tags = nil
      } else if tags != nil, let tag = Unicode.Scalar(scalar.value &- 0xE0000), (48...122).contains(tag.value)
      {
        tags?.unicodeScalars.append(tag)
      } else {
        tags = nil
      }
    }
    return codes
  }

  /// A text without its flags. Their tags are format characters, which `CountryKey.visible` takes away.
  static func without(_ text: String) -> String {
    String(
      String.UnicodeScalarView(text.unicodeScalars.filter { letter(of: $0) == nil && $0.value != 0x1F3F4 }))
  }

  private static func letter(of scalar: Unicode.Scalar) -> Unicode.Scalar? {
    guard (0x1F1E6...0x1F1FF).contains(scalar.value) else { return nil }
    return Unicode.Scalar(scalar.value - 0x1F1E6 + 65)
  }
}
