public import Postgres

/// What is counted of a petition or letter under two clocks.
public struct PetitionCounts: Sendable, Codable, Equatable {
  /// Validated signatures.
  public var signatures: Int
  /// Signatures that wait for their confirmation.
  public var pending: Int
  /// Signatures that were found to be none.
  public var invalidated: Int
  /// Signatures that were taken back by who gave them.
  public var withdrawn: Int
  /// Organizations that endorsed it and have not withdrawn.
  public var endorsements: Int

  /// Reads the counts of the petition with this slug, from the tally of differences: what was undone since is counted at
  /// a moment before it was.
  /// - Returns: nil where no petition of that slug was on record.
  public static func read(
    _ slug: String, _ clocks: Clocks, on connection: inout Connection
  ) throws -> PetitionCounts? {
    try connection.transaction(.snapshot) { transaction in
      guard let now = try transaction.value("SELECT now()", as: Instant.self) else {
        throw RollError(.defect, "the server has no time")
      }
      let known = AsKnown(asOf: clocks.asOf ?? now.day, knownOn: clocks.knownOn ?? now)
      let petition = try transaction.value(
        "SELECT p.petition_id FROM petition p WHERE p.slug = \(slug) AND \(fragment: known.stands("p"))",
        as: Int64.self)
      guard let petition else { return nil }
      var counts: [String: Int] = [:]
      for total in try transaction.every(SignatureTotals(petition: petition, known)) {
        counts[total.status] = total.count
      }
      let endorsements = try Measure("petition.endorsements", of: slug, known)
        .flatMap { try transaction.one($0) }
      return PetitionCounts(
        signatures: counts["validated"] ?? 0, pending: counts["pending"] ?? 0,
        invalidated: counts["invalidated"] ?? 0, withdrawn: counts["withdrawn"] ?? 0,
        endorsements: endorsements ?? 0)
    }
  }

  /// Name and count, in their order.
  public var named: [(name: String, count: Int)] {
    [
      ("signatures", signatures), ("pending", pending), ("invalidated", invalidated),
      ("withdrawn", withdrawn),
      ("endorsements", endorsements),
    ]
  }
}
