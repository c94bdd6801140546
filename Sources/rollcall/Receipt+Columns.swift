internal import Roll

extension Receipt {
  /// What a reader must know of how the columns were understood: nothing where each holds a field by its name.
  var columnFacts: [(String, String)] {
    var facts: [(String, String)] = []
    if let preset { facts.append(("Preset", preset)) }
    if let mappingFrom { facts.append(("Columns", "as import \(mappingFrom) was told")) }
    let names = (ignored ?? []).map { $0.isEmpty ? "(without a name)" : $0 }
    if !names.isEmpty { facts.append(("Ignored", "columns \(names.joined(separator: ", "))")) }
    if let petitions = platformPetitions, petitions.count > 1 {
      facts.append(
        (
          "Petitions",
          "rows of several of the platform’s count for one here: \(petitions.joined(separator: ", "))"
        ))
    }
    return facts
  }
}
