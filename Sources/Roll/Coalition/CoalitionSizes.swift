public import Postgres

/// A size that was claimed of a coalition, and the members that the record names for the same day.
public struct CoalitionSize: Sendable, Equatable {
  /// The claim.
  public var claimed: ClaimedFigure
  /// Members and affiliates named on the last day that the claim can mean; today's where it gives none.
  public var named: Int
  /// Whether our own list is known to be incomplete.
  public var isListIncomplete: Bool

  /// Whether both agree; nil where our list is known to be incomplete.
  public var agrees: Bool? {
    ClaimsOfCampaign.Output(
      subject: "", predicate: "", value: claimed.value, qualifier: claimed.qualifier, asOf: claimed.on,
      measure: nil, measured: nil, isListIncomplete: isListIncomplete, sources: []
    ).agrees(with: named)
  }
}

/// The sizes that were claimed of a coalition by a day, the earliest first.
public struct CoalitionSizes: Statement {
  /// The query.
  public let sql: SQL

  /// Of the coalition with this slug.
  public init(of coalition: String, _ known: AsKnown) {
    sql = """
      SELECT l.value, l.qualifier, l.as_of_not_before, l.as_of_not_after,
        coalesce(string_to_array(f.sources, '; '), '{}'), l.list IS NOT DISTINCT FROM 'incomplete',
        (SELECT count(DISTINCT m.member_id) FROM membership m JOIN organization o ON o.organization_id = m.coalition_id
          WHERE o.slug = l.measured AND m.relation IN ('member', 'affiliate') AND \(fragment: known.stands("m"))
            AND holds(m.from_not_after, m.until_written, m.until_not_after, coalesce(l.as_of_not_after, \(known.asOf)),
              \(known.knownOn)))
      FROM claim l LEFT JOIN fact_sources f USING (fact_id)
      WHERE l.measure = 'coalition.members' AND l.measured = \(coalition)
        AND \(fragment: known.stands("l")) AND \(fragment: known.counts("l.as_of_not_after"))
      ORDER BY l.as_of_not_after NULLS LAST, length(l.value), l.value, l.qualifier
      """
  }

  /// Reads a row.
  public static func decode(_ row: borrowing Row) throws(PostgresError) -> CoalitionSize {
    let (value, qualifier, first, last, sources, isListIncomplete, named) = try row.columns(
      (String, String?, Day?, Day?, [String], Bool, Int).self)
    return CoalitionSize(
      claimed: ClaimedFigure(
        value: value, qualifier: qualifier, notBefore: first, notAfter: last, sources: sources),
      named: named, isListIncomplete: isListIncomplete)
  }
}
