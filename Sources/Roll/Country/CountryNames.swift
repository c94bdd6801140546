internal import EmbeddedFiles

/// The tables of names that the program carries: those of the Unicode CLDR, our own, and what was decided about names that
/// could mean two countries. docs/countries.md says where they come from.
enum CountryNames {
  /// What was decided about a name that could mean several countries.
  struct Decision {
    /// The country it is taken for; nil where it is taken for none.
    let iso3: String?
    /// The countries that it could mean.
    let candidates: [String]
  }

  /// The countries that a name means: none, one, or several, between which nobody guesses.
  static func countries(of key: [UInt8]) -> [String] {
    // The other scripts take ten times as long to read, and most files never need them.
    (isOfOtherScript(key) ? other[key] : plain[key]) ?? []
  }

  /// Names that could mean several countries, by key.
  static let decisions: [[UInt8]: Decision] = {
    var decisions: [[UInt8]: Decision] = [:]
    for line in lines("ambiguous") where line.count == 4 {
      let decision = Decision(
        iso3: line[1] == "unknown" ? nil : line[1], candidates: line[2].split(separator: " ").map(String.init)
      )
      for name in line[0].split(separator: "|") { decisions[CountryKey(String(name)).bytes] = decision }
    }
    return decisions
  }()

  /// Codes in capitals: alpha-2, alpha-3, and the number as three digits.
  static let codes: [String: String] = {
    var codes: [String: String] = [:]
    for line in lines("names") where line.count == 4 {
      for code in line[0..<3] where code != "-" { codes[code] = line[0] }
    }
    return codes
  }()

  /// Every name of the tables as it is written there, with its country.
  static var written: [(name: String, iso3: String)] {
    lines("names").flatMap { line in names(in: line) }
      + lines("own_names").flatMap { line in names(in: line) }
  }

  private static let plain = table(isOther: false)
  private static let other = table(isOther: true)

  private static func table(isOther: Bool) -> [[UInt8]: [String]] {
    var table: [[UInt8]: [String]] = [:]
    table.reserveCapacity(isOther ? 4_000 : 8_000)
    for (name, iso3) in written where isOfOtherScript(name.utf8) == isOther {
      let key = CountryKey(name).bytes
      guard let known = table[key] else {
        table[key] = [iso3]
        continue
      }
      if !known.contains(iso3) { table[key] = (known + [iso3]).sorted() }
    }
    return table
  }

  /// Whether UTF-8 holds a letter beyond Latin, Greek, Cyrillic, Armenian, Hebrew and East Asian ones. A key has such a
  /// letter where, and only where, the name has one.
  private static func isOfOtherScript(_ bytes: some Sequence<UInt8>) -> Bool {
    var first: UInt8 = 0
    for byte in bytes {
      // U+0600 to U+07FF; U+0800 to U+1DFF and U+1200 to U+1DFF but not Latin Extended Additional, U+1E00.
      if (0xD8...0xDF).contains(byte) || first == 0xE0 || (first == 0xE1 && byte < 0xB8) { return true }
      first = byte
    }
    return false
  }

  private static func names(in line: [String]) -> [(name: String, iso3: String)] {
    guard let code = line.first, let names = line.last, line.count > 1 else { return [] }
    return names.split(separator: "|").map { (String($0), code) }
  }

  /// The cells of each line that is no comment.
  private static func lines(_ name: String) -> [[String]] {
    guard let file = EmbeddedFile.countries.first(where: { $0.name == name }) else { return [] }
    return file.text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      line.split(separator: "\t").map(String.init)
    }
  }
}
