public import Postgres

extension Agreement {
  /// The state that asks, where nobody says which: the one that the campaigns on record are about, else the one of the
  /// agreements on record; the United States, which asked first, where there is neither.
  /// - Throws: `RollError` of kind `usage` where several are named.
  public static func usualPartner(on connection: inout Connection) throws -> String {
    let named: [SQL] = [
      "SELECT DISTINCT partner FROM campaign WHERE retracted_at IS NULL AND partner IS NOT NULL ORDER BY 1",
      "SELECT DISTINCT partner FROM agreement_form WHERE retracted_at IS NULL ORDER BY 1",
    ]
    for question in named {
      let partners = try connection.values(question, as: String.self)
      guard partners.count < 2 else {
        throw RollError(
          .usage, "several states ask for agreements here: \(partners.joined(separator: ", "))",
          hint: "Say which one with --partner.")
      }
      if let partner = partners.first { return partner }
    }
    return "USA"
  }
}
