public import Postgres

/// Looks for a text in all nouns, tolerant of accents and of slips of the finger.
///
/// The server compares trigrams (pg_trgm) of every name and text of the record and gives the nearest rows; the program puts
/// these in order by the words that they share with what is looked for. Signatures, and so names of people who signed, are
/// never looked at.
public struct Find: Sendable {
  /// What was found.
  public struct Found: Sendable, Codable, Equatable {
    /// Its noun.
    public var noun: String
    /// The key by which commands know it.
    public var key: String
    /// What it is called.
    public var title: String
    /// The column that matched.
    public var matched: String
    /// What stands there, around the match.
    public var text: String
    /// From 0 to 1: how near it is.
    public var score: Double
    /// The command that shows it.
    public var command: String
  }

  /// The text.
  public var text: String
  /// Only these nouns; empty for all.
  public var nouns: [String] = []
  /// At most so many.
  public var limit = 20
  /// What was on record, and true, when.
  public var clocks = Clocks()

  /// Looks for this text.
  public init(_ text: String) { self.text = text }

  /// Fewer letters than these are in half of all words.
  static let shortest = 2

  /// The nouns in which it looks.
  public static var knownNouns: [String] { Nouns.all.map { $0.form.noun } + ["country"] }

  /// What is near, the nearest first; of each thing its best match.
  /// - Throws: `RollError` of kind `usage` for a text that says nothing, and for a noun that does not exist.
  public func run(on connection: inout Connection) throws -> [Found] {
    let words = FindScore.words(text)
    guard words.joined().unicodeScalars.count >= Self.shortest else {
      throw RollError(
        .usage, "‘\(text)’ is too short to be looked for", hint: "Two letters or digits, or more.")
    }
    if let unknown = nouns.first(where: { !Self.knownNouns.contains($0) }) {
      throw RollError(
        .usage, "there is no noun ‘\(unknown)’\(Nearest.suggestion(unknown, Self.knownNouns))",
        hint: "Nouns: \(Self.knownNouns.joined(separator: ", "))")
    }
    var best: [String: Found] = [:]
    try gather(text, words, into: &best, on: &connection)
    if let country = try country(on: &connection), country != text {
      try gather(country, FindScore.words(country), into: &best, on: &connection)
    }
    let sorted = best.values.sorted { Self.comes($0, before: $1) }
    // Beside a good match a weak one is none.
    let least = (sorted.first?.score ?? 0) * 0.6
    return Array(sorted.prefix { $0.score >= least }.prefix(limit))
  }

  private func gather(
    _ text: String, _ words: [String], into best: inout [String: Found], on connection: inout Connection
  ) throws {
    for candidate in try connection.every(FindCandidates(self, text)) {
      guard let score = FindScore.score(of: words, candidate) else { continue }
      let found = Found(
        noun: candidate.noun, key: candidate.key, title: candidate.title, matched: candidate.place,
        text: FindScore.excerpt(candidate.text, around: words), score: score,
        command: "rollcall \(candidate.noun) \(Self.showing(candidate.noun, candidate.key))")
      let id = "\(found.noun) \(found.key)"
      if best[id].map({ Self.comes(found, before: $0) }) ?? true { best[id] = found }
    }
  }

  /// The country that the text names in any of the languages that the program knows, by the name that the record has.
  private func country(on connection: inout Connection) throws -> String? {
    var index = try CountryIndex(from: &connection)
    guard let iso3 = index.recognise(text.utf8.span) else { return nil }
    return try connection.one(Countries(iso3: iso3))?[2]
  }

  private static func comes(_ one: Found, before other: Found) -> Bool {
    if one.score != other.score { return one.score > other.score }
    let (mine, theirs) = (rank(one.noun), rank(other.noun))
    if mine != theirs { return mine < theirs }
    // The name itself before another way to write it.
    let (isName, otherIsName) = (one.text == one.title, other.text == other.title)
    return isName != otherIsName ? isName : (one.key, one.matched) < (other.key, other.matched)
  }

  /// What people look for most stands first where two are equally near.
  private static func rank(_ noun: String) -> Int {
    let order = ["campaign", "petition", "coalition", "organization", "country", "agreement", "statute"]
    return order.firstIndex(of: noun) ?? order.count
  }

  private static let shown: Set<String> = [
    "campaign", "petition", "organization", "coalition", "agreement", "statute", "claim", "source", "country",
  ]

  private static func showing(_ noun: String, _ key: String) -> String {
    guard shown.contains(noun) else { return "list" }
    let isWord = key.utf8.allSatisfy {
      (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45
    }
    return "show " + (isWord ? key : "'\(key.replacing("'", with: #"'\''"#))'")
  }
}
