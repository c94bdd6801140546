/// Whether a decoded text reads like one: which of its characters beyond ASCII are letters, standing as letters stand.
///
/// A wrong encoding of one byte per character puts symbols and controls into words, capitals behind small letters,
/// and letters of two scripts into one word; a right one does not, but for a few misprints.
struct LettersInPlace {
  private(set) var counts: [Unicode.Scalar: Int] = [:]
  private(set) var letters = 0
  private var inWords = 0
  private var beside = 0
  private var symbols = 0
  private var faults = 0
  private var characters = 0

  /// Punctuation that stands in good text.
  private static let usual = Set("’‘“”„‚–—…•°«»·¿¡´ªº‹›№\u{A0}".unicodeScalars)
  /// Signs that stand there too, but not at a letter.
  private static let apart = Set("€£§½¼¾²³×®©™".unicodeScalars)

  init(_ text: String) {
    var before: Unicode.Scalar?
    var scalars = text.unicodeScalars.makeIterator()
    var next = scalars.next()
    while let scalar = next {
      next = scalars.next()
      look(at: scalar, between: before, and: next)
      before = scalar
    }
  }

  private mutating func look(
    at scalar: Unicode.Scalar, between before: Unicode.Scalar?, and after: Unicode.Scalar?
  ) {
    if let before, !(scalar.isASCII && before.isASCII), Self.isFault(before, scalar) { faults += 1 }
    guard !scalar.isASCII else { return }
    characters += 1
    let neighbours = [before, after].compactMap { $0 }.filter(\.properties.isAlphabetic)
    guard scalar.properties.isAlphabetic, scalar != "ª", scalar != "º" else {
      // Marks on Hebrew and Arabic letters are neither letters nor symbols.
      let isUsual = Self.usual.contains(scalar) || (neighbours.isEmpty && Self.apart.contains(scalar))
      if !isUsual, scalar.properties.generalCategory != .nonspacingMark { symbols += 1 }
      return
    }
    letters += 1
    for small in scalar.properties.lowercaseMapping.unicodeScalars { counts[small, default: 0] += 1 }
    if !neighbours.isEmpty { inWords += 1 }
    if neighbours.contains(where: { !$0.isASCII }) { beside += 1 }
  }

  private static func isFault(_ before: Unicode.Scalar, _ scalar: Unicode.Scalar) -> Bool {
    guard before.properties.isAlphabetic, scalar.properties.isAlphabetic else { return false }
    if before.properties.isLowercase, before != "ß", scalar.properties.isUppercase { return true }
    return isLatin(before) != isLatin(scalar)
  }

  private static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x250 || scalar.value >> 8 == 0x1E
  }

  /// Whether the text reads like one at all: one symbol, fault or stray letter in so many is a misprint.
  var isPlausible: Bool {
    letters > 0 && symbols * 50 <= characters && faults * 50 <= letters && inWords * 10 >= letters * 8
  }

  /// Whether it can be in this language: four letters in ten of its own, all of its family but for one in twenty,
  /// some of its core among six, and in the Latin script no words of accents alone.
  func fits(_ language: Language) -> Bool {
    guard isPlausible else { return false }
    let all = counts.values.reduce(0, +)
    let own = count(in: language.letters)
    let related = count(in: Language.letters(of: language.family))
    guard own * 10 >= all * 4, related * 20 >= all * 19 else { return false }
    if !language.core.isEmpty, all >= 6, count(in: language.core) * 10 < all * 3 { return false }
    switch language.family {
    case .western, .icelandic, .central, .turkish, .baltic: return beside * 2 <= letters
    case .cyrillic:
      // Between three and six letters in ten are vowels in every language of the script.
      let vowels = count(in: Set("аеёиоуыэюяіїє".unicodeScalars))
      return vowels * 10 >= all * 3 && vowels * 10 <= all * 6
    default: return true
    }
  }

  private func count(in set: Set<Unicode.Scalar>) -> Int {
    counts.reduce(0) { $0 + (set.contains($1.key) ? $1.value : 0) }
  }
}
