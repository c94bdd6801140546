internal import EmbeddedFiles

/// What people call the columns of a signature file, in ten languages: the tables of `seeds/headers`.
enum HeaderNames {
  /// What a name means.
  enum Meaning: Equatable {
    /// The field.
    case field(SignatureField)
    /// What stands before the field's own column, as Dutch `tussenvoegsel` before the surname.
    case before(SignatureField)
    /// What goes on behind the field's own column, as a second surname or a house number.
    case after(SignatureField)
    /// What the rest of the header decides: the place of its `Doubt`.
    case doubt(Int)
  }

  /// A name that could mean two fields.
  struct Doubt {
    /// The fields it could be.
    let candidates: [SignatureField]
    /// The first of these that holds decides. Empty where nobody can: then the import asks.
    let choices: [Choice]
  }

  /// A field, and what the file must have and lack for it.
  struct Choice {
    let field: SignatureField
    let there: [SignatureField]
    let missing: [SignatureField]
  }

  /// What a column's name means; nil where it means nothing. A remark behind it, such as `(optional)`, says nothing.
  static func meaning(of name: String) -> Meaning? {
    let key = HeaderKey.of(name)
    guard !key.isEmpty else { return nil }
    if let meaning = meanings[key] { return meaning }
    guard let open = name.lastIndex(of: "("), remarks.contains(HeaderKey.of(String(name[open...]))) else {
      return nil
    }
    return meanings[HeaderKey.of(String(name[..<open]))]
  }

  /// What forms write behind a name, and means nothing: whether it must be filled in.
  private static let remarks = Set(
    lines("remarks").flatMap { $0.last?.split(separator: "|") ?? [] }.map { HeaderKey.of(String($0)) })

  /// Every name of the table as it is written there, with its language.
  static let written: [(language: String, name: String, meaning: Meaning)] = lines("names").flatMap { line in
    guard line.count == 3, let meaning = meaning(in: line[1]) else {
      return [(language: String, name: String, meaning: Meaning)]()
    }
    return line[2].split(separator: "|").map { (line[0], String($0), meaning) }
  }

  /// The names that could mean two fields, as they are written, and what decides, in the order in which to ask.
  static let doubts: [(names: [String], doubt: Doubt)] = lines("ambiguous").compactMap { line in
    guard line.count == 4 else { return nil }
    let candidates = line[1].split(separator: " ").compactMap { SignatureField(rawValue: String($0)) }
    let choices = line[2] == "ask" ? [] : line[2].split(separator: ";").compactMap { choice(in: $0) }
    return (
      line[0].split(separator: "|").map(String.init), Doubt(candidates: candidates, choices: choices)
    )
  }

  private static let meanings: [String: Meaning] = {
    var meanings: [String: Meaning] = [:]
    for field in SignatureField.allCases { meanings[HeaderKey.of(field.rawValue)] = .field(field) }
    for (language, name, meaning) in written {
      meanings[HeaderKey.of(name)] = meaning
      if language == "de" { meanings[HeaderKey.of(withoutUmlauts(name))] = meaning }
    }
    for (place, entry) in doubts.enumerated() {
      for name in entry.names { meanings[HeaderKey.of(name)] = .doubt(place) }
    }
    return meanings
  }()

  /// As German is typed where the keys are missing.
  static func withoutUmlauts(_ name: String) -> String {
    var plain = name
    for (umlaut, letters) in [("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("Ä", "Ae"), ("Ö", "Oe"), ("Ü", "Ue")] {
      plain = plain.replacing(umlaut, with: letters)
    }
    return plain
  }

  private static func meaning(in text: String) -> Meaning? {
    let name = text.filter { $0 != "+" }
    guard let field = SignatureField(rawValue: name) else { return nil }
    if text.hasPrefix("+") { return .before(field) }
    return text.hasSuffix("+") ? .after(field) : .field(field)
  }

  /// `family_name if given_name -full_name`
  private static func choice(in text: Substring) -> Choice? {
    let words = text.split(separator: " ").map(String.init)
    guard let field = words.first.flatMap({ SignatureField(rawValue: $0) }) else { return nil }
    let conditions = words.dropFirst(2)
    return Choice(
      field: field, there: conditions.compactMap { SignatureField(rawValue: $0) },
      missing: conditions.filter { $0.hasPrefix("-") }
        .compactMap { SignatureField(rawValue: String($0.dropFirst())) })
  }

  /// The cells of each line that is no comment.
  private static func lines(_ name: String) -> [[String]] {
    guard let file = EmbeddedFile.headers.first(where: { $0.name == name }) else { return [] }
    return file.text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      line.split(separator: "\t").map(String.init)
    }
  }
}
