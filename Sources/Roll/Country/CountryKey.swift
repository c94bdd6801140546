/// What is left of a country's name when typography is taken away, so that every way to write it meets in one key.
///
/// On top of `Canonical`: format characters (zero-width spaces and joiners, soft hyphens) vanish; letters that Unicode does
/// not take apart lose their stroke (ø, ł, đ, ı); Arabic and Hebrew lose vowel points, Arabic the hamza on alef, and Devanagari
/// the dot below, which many do not type; `the`,
/// `and` and `of` vanish, `saint` is `st`, `islands` is `is`; and words are joined, so that dots, apostrophes, hyphens and
/// spaces make no difference.
struct CountryKey {
  /// The words of the canonical text.
  let words: [ArraySlice<UInt8>]
  /// Whether the text has no letters but those of ASCII, wide or not.
  let isPlain: Bool

  init(_ text: String) {
    var visible = text
    if text.utf8.contains(where: { $0 >= 0x80 }) {
      visible = Self.visible(text)
    }
    var canonical = Canonical.text(visible)
    if canonical.contains(where: { $0 >= 0x80 }) {
      canonical = Array(Self.folded(String(decoding: canonical, as: UTF8.self)).utf8)
    }
    words = canonical.split(separator: 0x20)
    isPlain = visible.unicodeScalars.allSatisfy {
      $0.isASCII || (0xFF01...0xFF5E).contains($0.value) || $0 == "\u{A0}"
    }
  }

  /// The key of all words; empty where nothing is left.
  var bytes: [UInt8] { Self.join(words[...]) }

  /// The key of what stands beside the words for a republic or a kingdom (`Republic of …`, `…, Republic of`,
  /// `République du …`, `Republika …`); nil where there are none.
  var withoutForm: [UInt8]? {
    var rest = words[...]
    let the = Array("the".utf8)[...]
    if rest.first == the { rest.removeFirst() }
    if rest.last == the { rest.removeLast() }
    guard let first = rest.first, let last = rest.last else { return nil }
    if rest.count > 2 {
      if let particles = Self.forms[first], particles.contains(rest[rest.startIndex + 1]) {
        return Self.join(rest.dropFirst(2))
      }
      if let particles = Self.forms[rest[rest.endIndex - 2]], particles.contains(last) {
        return Self.join(rest.dropLast(2))
      }
    }
    return rest.count > 1 && Self.bareForms.contains(first) ? Self.join(rest.dropFirst()) : nil
  }

  /// Without characters that nobody sees, and with accents that stand alone, typed for apostrophes, as spaces.
  static func visible(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { isFormat($0) || isLoneAccent($0) }) else { return text }
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.filter { !isFormat($0) }.map { isLoneAccent($0) ? " " : $0 }))
  }

  private static func isLoneAccent(_ scalar: Unicode.Scalar) -> Bool {
    [0xB4, 0x1FBD, 0x1FBF, 0x1FEF, 0x1FFD, 0x1FFE].contains(scalar.value)
  }

  private static func isFormat(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0xAD && scalar.properties.generalCategory == .format
  }

  /// Words for a republic or a kingdom, and what joins them to a name.
  private static let forms: [ArraySlice<UInt8>: Set<ArraySlice<UInt8>>] = Dictionary(
    uniqueKeysWithValues: [
      ("republic", "of"), ("kingdom", "of"), ("republique", "de du d des"), ("royaume", "de du d des"),
      ("republica", "de del da do das dos"), ("reino", "de del da do das dos"),
      ("repubblica", "di del della d"),
      ("regno", "di del della d"),
    ].map { (Array($0.0.utf8)[...], Set($0.1.split(separator: " ").map { Array($0.utf8)[...] })) })

  private static let bareForms = Set(
    [
      "republik", "republika", "republiken", "republikken", "konigreich", "koninkrijk", "kongeriket",
      "республика",
    ]
    .map { Array($0.utf8)[...] })

  private static let short: [[UInt8]: [UInt8]] = Dictionary(
    uniqueKeysWithValues: [
      ("the", ""), ("and", ""), ("of", ""), ("saint", "st"), ("sainte", "st"), ("ste", "st"),
      ("islands", "is"),
      ("island", "is"), ("isl", "is"), ("isles", "is"), ("rep", "republic"), ("dem", "democratic"),
    ].map { (Array($0.0.utf8), Array($0.1.utf8)) })

  private static func join(_ words: ArraySlice<ArraySlice<UInt8>>) -> [UInt8] {
    var key: [UInt8] = []
    for word in words { key += short[Array(word)] ?? Array(word) }
    return key
  }

  static func folded(_ text: String) -> String {
    var folded = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      // Apostrophes that Unicode counts as letters; the points of Hebrew and Arabic; the Arabic stretcher; the dot below.
      case 0x2B0...0x2FF, 0x591...0x5C7, 0x610...0x61A, 0x640, 0x64B...0x65F, 0x670, 0x93C: continue
      default: folded += letters[scalar] ?? String(scalar)
      }
    }
    return folded
  }

  private static let letters: [Unicode.Scalar: String] = [
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe",
    "ə": "e", "ё": "е", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ئ": "ي", "ک": "ك",
    "ة": "ه",
    "ہ": "ه", "ۀ": "ه", "ھ": "ه",
  ]
}
