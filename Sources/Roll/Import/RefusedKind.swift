/// Rows that a dry run refuses for one reason: how many, and which for example.
public struct RefusedKind: Sendable, Equatable, Codable {
  /// One of them.
  public struct Example: Sendable, Equatable, Codable {
    /// Line on which the record begins, from 1.
    public var line: Int
    /// Byte at which it begins, from 0.
    public var byteOffset: Int
    /// What stands in its way, as the rejects file says it. Quotes the row: personal data.
    public var reason: String

    enum CodingKeys: String, CodingKey {
      case line, reason
      case byteOffset = "byte_offset"
    }
  }

  /// The reason without what is the single row's own: quoted text and numbers are `…`.
  public var reason: String
  /// How many rows it stands in the way of. A row can be refused for several reasons, and then counts for each.
  public var rows: Int
  /// Their share of all rows of the file.
  public var percent: Double
  /// The first of them.
  public var examples: [Example]
}

/// Sorts refused rows by their reasons while they come, in bounded memory.
struct RefusalSummary {
  private static let examplesOfEach = 3
  private static let kindsAtMost = 40
  private static let otherwise = "other reasons"
  /// A reason can quote a cell of a megabyte.
  private static let reasonCharacters = 300

  private var kinds: [RefusedKind] = []
  private var places: [String: Int] = [:]

  mutating func add(_ rejection: Rejection) {
    for name in Set(Self.kinds(of: rejection.reason)) {
      let place = place(of: name)
      kinds[place].rows += 1
      guard kinds[place].examples.count < Self.examplesOfEach else { continue }
      let reason = rejection.reason
      let isLong = reason.count > Self.reasonCharacters
      kinds[place].examples.append(
        .init(
          line: rejection.line, byteOffset: rejection.byteOffset,
          reason: isLong ? reason.prefix(Self.reasonCharacters) + "…" : reason))
    }
  }

  /// The kinds, that of most rows first.
  func all(ofRows rows: Int) -> [RefusedKind] {
    kinds.map { kind in
      var kind = kind
      kind.percent = rows == 0 ? 0 : (Double(kind.rows) * 1000 / Double(rows)).rounded() / 10
      return kind
    }.sorted { ($1.rows, $0.reason) < ($0.rows, $1.reason) }
  }

  private mutating func place(of name: String) -> Int {
    if let place = places[name] { return place }
    if kinds.count >= Self.kindsAtMost, name != Self.otherwise { return place(of: Self.otherwise) }
    kinds.append(RefusedKind(reason: name, rows: 0, percent: 0, examples: []))
    places[name] = kinds.count - 1
    return kinds.count - 1
  }

  /// The reasons that are joined in one, each without what is the row's own.
  static func kinds(of reason: String) -> [String] {
    parts(of: withoutQuotes(reason)).map(withoutNumbers)
  }

  /// `‘…’` for every quoted text. A quote ends where a sentence can go on; a cell may hold the same sign as an apostrophe.
  private static func withoutQuotes(_ reason: String) -> String {
    var text = ""
    var rest = reason[...]
    while let start = rest.firstIndex(of: "‘") {
      text += rest[..<start] + "‘…’"
      rest = rest[rest.index(after: start)...]
      var end = rest.firstIndex(of: "’")
      while let found = end, let next = rest[rest.index(after: found)...].first, !" ,;:.".contains(next) {
        end = rest[rest.index(after: found)...].firstIndex(of: "’")
      }
      guard let end else { return text }
      rest = rest[rest.index(after: end)...]
    }
    return text + rest
  }

  private static func parts(of text: String) -> [String] {
    var parts: [String] = []
    var part = ""
    for character in text {
      if part.hasSuffix(";"), character == " " {
        parts.append(String(part.dropLast()))
        part = ""
      } else {
        part.append(character)
      }
    }
    return parts + [part]
  }

  /// `…` for every number, date and time, but for that of a column.
  private static func withoutNumbers(_ part: String) -> String {
    var text = ""
    var word = ""
    func closed() -> String {
      guard word.contains(where: { $0.isASCII && $0.isNumber }), !text.hasSuffix("column ") else {
        return word
      }
      let core = word.trimmingPrefix { !$0.isNumber }
      let tail = core.reversed().prefix { ",:;.)".contains($0) }
      return word.prefix(word.count - core.count) + "…" + String(tail.reversed())
    }
    for character in part {
      if character == " " {
        text += closed() + " "
        word = ""
      } else {
        word.append(character)
      }
    }
    return text + closed()
  }
}
