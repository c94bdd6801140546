internal import Postgres

extension FormStage {
  /// Replaces what is recognised as a country by its key. What could mean several countries is left, and refused later.
  func resolveCountries(
    _ column: String, of noun: String, isList: Bool, in transaction: inout Transaction
  ) throws {
    let name: SQL = "\(identifier: column)"
    let written = try transaction.values(
      "SELECT DISTINCT \(fragment: name) FROM form_stage WHERE \(fragment: name) IS NOT NULL", as: String.self
    )
    guard !written.isEmpty else { return }
    let keys = Set(
      try transaction.values("SELECT key FROM reference_name WHERE noun = \(noun)", as: String.self))
    var index = try CountryIndex(from: &transaction)
    for text in written {
      let items = isList ? List.items(text) : [text]
      let found = items.map { item in
        guard !keys.contains(item), let iso3 = index.recognise(item.utf8.span), keys.contains(iso3) else {
          return item
        }
        return iso3
      }
      guard found != items else { continue }
      let cell = isList ? List.canonical(found.joined(separator: List.separator)) : found[0]
      try transaction.execute(
        "UPDATE form_stage SET \(fragment: name) = \(cell) WHERE \(fragment: name) = \(text)")
    }
  }
}
