public import Postgres

/// A campaign's coalitions on a day: members named here, and the size that they claim.
public struct CoalitionStanding: Statement {
  /// One coalition.
  public struct Output: Sendable, Equatable {
    /// The name by which the record refers to it.
    public var slug: String
    /// Its full name.
    public var name: String
    /// Members and affiliates that are named here.
    public var members: Int
    /// The newest size that was claimed by the day, as written.
    public var claimed: String?
    /// `more than`, … as published.
    public var qualifier: String?
    /// The day that the claim speaks of.
    public var claimedOn: DateSpan?
    /// Slugs of the claim's sources.
    public var sources: [String]
  }

  /// The query.
  public let sql: SQL

  /// In the order of their names. The newest claim is the one whose latest day is; of equal ones, the greatest figure.
  public init(campaign: Int64, _ known: AsKnown) {
    sql = """
      SELECT o.slug, o.name, \(fragment: Self.members("o.organization_id", known)),
        l.value, l.qualifier, l.as_of_not_before, l.as_of_not_after, coalesce(string_to_array(f.sources, '; '), '{}')
      FROM campaign_coalition cc JOIN organization o USING (organization_id)
      LEFT JOIN LATERAL (
        SELECT * FROM claim l WHERE l.measure = 'coalition.members' AND l.measured = o.slug
          AND \(fragment: known.stands("l")) AND \(fragment: known.counts("l.as_of_not_after"))
        ORDER BY l.as_of_not_after DESC NULLS LAST, length(l.value) DESC, l.value DESC, l.qualifier LIMIT 1
      ) l ON true
      LEFT JOIN fact_sources f ON f.fact_id = l.fact_id
      WHERE cc.campaign_id = \(campaign) ORDER BY o.name
      """
  }

  /// The number of an organization's members and affiliates. A membership whose first day nobody knows counts only in the
  /// present, as every fact without a day does; the report says how many were left out.
  static func members(_ organization: String, _ known: AsKnown) -> SQL {
    """
    (SELECT count(DISTINCT m.member_id) FROM membership m WHERE m.coalition_id = \(trusted: organization)
      AND m.relation IN ('member', 'affiliate') AND \(fragment: known.stands("m"))
      AND \(fragment: known.term("m")))
    """
  }

  /// Reads a row.
  public static func decode(_ row: borrowing Row) throws(PostgresError) -> Output {
    let (slug, name, members, claimed, qualifier, first, last, sources) = try row.columns(
      (String, String, Int, String?, String?, Day?, Day?, [String]).self)
    return Output(
      slug: slug, name: name, members: members, claimed: claimed, qualifier: qualifier,
      claimedOn: DateSpan(notBefore: first, notAfter: last), sources: sources)
  }
}

/// Memberships without a first day, which count only in the present.
public struct UndatedMemberships: Statement {
  /// The query.
  public let sql: SQL

  /// Of a campaign's coalitions, as known at the moment.
  public init(campaign: Int64, _ known: AsKnown) {
    sql = """
      SELECT count(*) FROM membership m JOIN campaign_coalition cc ON cc.organization_id = m.coalition_id
      WHERE cc.campaign_id = \(campaign) AND \(fragment: known.stands("m")) AND m.from_not_after IS NULL
        AND m.relation IN ('member', 'affiliate')
      """
  }

  /// The count.
  public static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.value(0) }
}
