extension Preset {
  /// What tells the platform: the columns that a file must have.
  public var knownBy: String {
    let whole = headers.map {
      $0.count > 6 ? "exactly its own columns" : "exactly " + $0.joined(separator: ", ")
    }
    return (marks.map { $0.map(Self.mark).joined(separator: " and ") } + whole).joined(separator: "; or ")
  }

  private static func mark(_ name: String) -> String {
    if name.hasPrefix("!") { return "not \(name.dropFirst())" }
    return name.hasSuffix("*") ? "\(name.dropLast())…" : name
  }

  /// All that is known, each with its key.
  public var facts: [(key: String, text: String)] {
    var facts = [("preset", name), ("platform", platform), ("known_by", knownBy)]
    for field in SignatureField.allCases {
      if let names = fields[field] {
        let time = field == .signedAt && !timeOfDay.isEmpty ? " + \(timeOfDay.joined(separator: " or "))" : ""
        facts.append((field.rawValue, names.joined(separator: ", else ") + time))
      }
      if let names = choices[field] {
        facts.append((field.rawValue, names.joined(separator: ", else ") + ", row by row"))
      }
      if let names = joined[field] { facts.append((field.rawValue, names.joined(separator: " + "))) }
    }
    if let dateOrder { facts.append(("date_order", "usually \(dateOrder.rawValue)")) }
    if let timeZone { facts.append(("time_zone", timeZone)) }
    if let blankCountry { facts.append(("empty_country", blankCountry)) }
    if !statusWords.isEmpty {
      let words = statusWords.sorted { $0.key < $1.key }.map { "\($0.key) is \($0.value)" }
      facts.append(("status_words", words.joined(separator: ", ")))
    }
    if !test.isEmpty { facts.append(("test_rows", "refused, by \(test.joined(separator: " or "))")) }
    if !petition.isEmpty {
      facts.append(("petition_told_by", petition.joined(separator: ", else ")))
    }
    if let kinds {
      let column = kinds.column.joined(separator: " or ")
      facts.append(
        (
          "kinds_of_rows",
          "by \(column): \(kinds.signatures.joined(separator: " or ")) signs"
            + (kinds.optIn.map { ", \($0) consents" } ?? "") + ", others are refused"
        ))
    }
    if !nothing.isEmpty { facts.append(("holds_nothing", nothing.map(Self.mark).joined(separator: ", "))) }
    facts.append(("standing", standing))
    return facts
  }
}
