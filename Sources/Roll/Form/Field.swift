/// One column of a noun's CSV form, and one option of its `add` command.
public struct Field: Sendable {
  /// What a cell of the column may hold.
  public enum Kind: Sendable, Equatable {
    /// Any text.
    case text
    /// `a-z0-9` in words joined by `-`, at most 80 characters.
    case slug
    /// A whole number, 0 or more.
    case integer
    /// `true`, `false` or empty, which is false.
    case flag
    /// One day, `YYYY-MM-DD`.
    case day
    /// An inexact date; see `DateSpan`.
    case span
    /// One of a few words.
    case oneOf([String])
    /// The key of another noun's row; a name or alias is replaced by the key.
    case reference(String)
    /// Several such keys, joined by `; `, in byte order.
    case references(String)
    /// The key of a row of the noun that the word in another column means; any text where it means none.
    case referenceBy(String, [String: String])
    /// Several texts, joined by `; `, in byte order.
    case list
    /// An IANA time zone such as `Europe/Paris`, or UTC.
    case timeZone
  }

  /// The column's name.
  public let name: String
  /// What a cell may hold.
  public let kind: Kind
  /// Whether a cell must not be empty.
  public let isRequired: Bool
  /// What an empty cell means, where it means something.
  public let standard: String?

  init(_ name: String, _ kind: Kind = .text, required: Bool = false, standard: String? = nil) {
    self.name = name
    self.kind = kind
    isRequired = required
    self.standard = standard
  }

  /// The noun whose keys a cell holds.
  var referredNoun: String? {
    switch kind {
    case .reference(let noun), .references(let noun): noun
    default: nil
    }
  }

  /// Makes a cell canonical.
  /// - Throws: `Refusal` that says what the column wants.
  func canonical(_ cell: String) throws(Refusal) -> String? {
    let text = cell.trimmed()
    guard !text.isEmpty else {
      if isRequired, standard == nil { throw Refusal("\(name) is missing") }
      return standard
    }
    switch kind {
    case .text: return cell
    case .reference, .referenceBy: return text
    case .references, .list: return List.canonical(text)
    case .integer: return try integer(text)
    case .flag: return try flag(text)
    default:
      if let wish = wish(text) { throw Refusal("\(name) ‘\(text)’ \(wish)") }
      return text
    }
  }

  private func integer(_ text: String) throws(Refusal) -> String {
    guard text.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int64(text) else {
      throw Refusal("\(name) ‘\(text)’ is not a whole number")
    }
    return String(number)
  }

  private func flag(_ text: String) throws(Refusal) -> String? {
    guard ["true", "false"].contains(text) else {
      throw Refusal("\(name) ‘\(text)’ is neither true nor false")
    }
    return text == "true" ? "true" : nil
  }

  /// What a cell that is kept as it stands should have been; nil where it is.
  private func wish(_ text: String) -> String? {
    switch kind {
    case .slug where !Slug.isValid(text): "is not a slug: lower-case letters and digits in words joined by -"
    case .day where Day(text) == nil: "is not a day (YYYY-MM-DD)"
    case .span where DateSpan(text) == nil:
      "is not a date: write 2005, 2005-07, 2005-07-21, ..2003-01-29 or 2002-12-26..2003-01-24"
    case .oneOf(let words) where !words.contains(text):
      "is none of \(words.joined(separator: ", "))\(Nearest.suggestion(text, words))"
    case .timeZone where !TimeZones.isKnown(text): "is not a time zone such as Europe/Paris"
    default: nil
    }
  }
}

/// Why a cell or a row cannot be taken.
struct Refusal: Error {
  var reason: String
  init(_ reason: String) { self.reason = reason }
}

/// A list in one cell.
enum List {
  static let separator = "; "

  /// Items of a cell: split at `;`, trimmed, empty ones dropped.
  static func items(_ cell: String) -> [String] {
    cell.split(separator: ";").map { String($0).trimmed() }.filter { !$0.isEmpty }
  }

  /// The same items once each, in byte order.
  static func canonical(_ cell: String) -> String? {
    let unique = Set(items(cell)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return unique.isEmpty ? nil : unique.joined(separator: separator)
  }
}

/// The form of a slug.
public enum Slug {
  /// Whether `text` is one.
  public static func isValid(_ text: String) -> Bool {
    guard !text.isEmpty, text.utf8.count <= 80 else { return false }
    return text.split(separator: "-", omittingEmptySubsequences: false).allSatisfy { word in
      !word.isEmpty && word.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) }
    }
  }

  /// A slug made from a name: lower case, ASCII, words joined by `-`.
  public static func made(from name: String) -> String {
    let canonical = String(decoding: Canonical.text(name), as: UTF8.self)
    let words = canonical.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    var slug = ""
    for word in words where slug.utf8.count + word.utf8.count < 80 {
      slug += slug.isEmpty ? String(word) : "-\(word)"
    }
    return slug
  }
}

extension String {
  /// Without white space at both ends.
  func trimmed() -> String {
    var text = Substring(self)
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
