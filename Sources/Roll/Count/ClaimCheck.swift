public import Postgres

/// A campaign's claims by a day.
public struct ClaimsOfCampaign: Statement {
  /// One claim.
  public struct Output: Sendable, Equatable {
    /// What it speaks of.
    public var subject: String
    /// What it says of it.
    public var predicate: String
    /// The figure or the words.
    public var value: String
    /// `more than`, `at least`, … as published.
    public var qualifier: String?
    /// The day it speaks of.
    public var asOf: DateSpan?
    /// Which of our counts corresponds.
    public var measure: String?
    /// What is counted.
    public var measured: String?
    /// Whether our own list is known to be incomplete.
    public var isListIncomplete: Bool
    /// Slugs of its sources.
    public var sources: [String]

    /// Whether the claim agrees with a count of ours; nil where it cannot be said.
    public func agrees(with counted: Int?) -> Bool? {
      guard let counted, !isListIncomplete, let claimed = Int(value) else { return nil }
      switch qualifier {
      case "more than": return counted > claimed
      case "at least": return counted >= claimed
      case "fewer than", "less than": return counted < claimed
      case "at most": return counted <= claimed
      default: return counted == claimed
      }
    }
  }

  /// The query.
  public let sql: SQL

  /// In the order of the days they speak of.
  public init(campaign: Int64, _ known: AsKnown) {
    sql = """
      SELECT l.subject, l.predicate, l.value, l.qualifier, l.as_of_not_before, l.as_of_not_after, l.measure, l.measured,
        l.list IS NOT DISTINCT FROM 'incomplete',
        coalesce(string_to_array((SELECT sources FROM fact_sources f WHERE f.fact_id = l.fact_id), '; '), '{}')
      FROM claim l WHERE l.campaign_id = \(campaign) AND \(fragment: known.stands("l"))
        AND \(fragment: known.counts("l.as_of_not_after"))
      ORDER BY l.as_of_not_after NULLS LAST, l.subject, l.predicate, l.value
      """
  }

  /// Reads a row.
  public static func decode(_ row: borrowing Row) throws(PostgresError) -> Output {
    let (subject, predicate, value, qualifier, first, last, measure, measured) = try row.columns(
      (String, String, String, String?, Day?, Day?, String?, String?).self)
    return Output(
      subject: subject, predicate: predicate, value: value, qualifier: qualifier,
      asOf: DateSpan(notBefore: first, notAfter: last), measure: measure, measured: measured,
      isListIncomplete: try row.value(8), sources: try row.value(9))
  }
}

/// One of our own counts, on a day.
public struct Measure: Statement {
  /// The query.
  public let sql: SQL

  /// nil for a name that is no measure, and for one that is of something and does not say of what.
  public init?(_ measure: String, of measured: String?, _ known: AsKnown) {
    switch (measure, measured) {
    case ("petition.signatures", let petition?):
      sql = """
        SELECT coalesce(sum(t.change), 0)::bigint FROM petition p JOIN signature_tally t USING (petition_id)
          JOIN signature_act a USING (act_id)
        WHERE p.slug = \(petition) AND \(fragment: known.stands("p")) AND t.status = 'validated'
          AND a.recorded_at <= \(known.knownOn) AND \(fragment: known.counts("t.effective_on"))
        """
    case ("petition.endorsements", let petition?):
      sql = """
        SELECT count(*) FROM petition p JOIN endorsement e USING (petition_id)
        WHERE p.slug = \(petition) AND \(fragment: known.stands("p")) AND \(fragment: known.stands("e"))
          AND \(fragment: known.endorsement("e"))
        """
    case ("coalition.members", let coalition?):
      sql = """
        SELECT \(fragment: CoalitionStanding.members("o.organization_id", known)) FROM organization o
        WHERE o.slug = \(coalition) AND \(fragment: known.stands("o"))
        """
    case ("agreement.signed", nil): sql = Self.agreements("s.is_signed", known)
    case ("agreement.ratified", nil): sql = Self.agreements("s.is_ratified", known)
    case ("agreement.in_force", nil): sql = Self.agreements("s.is_in_force", known)
    case ("statute.deposited", nil): sql = "SELECT c.deposited FROM (\(fragment: Self.statute(known))) c"
    case ("statute.in_force", nil): sql = "SELECT c.in_force FROM (\(fragment: Self.statute(known))) c"
    case ("statute.signatories", nil): sql = "SELECT c.signatories FROM (\(fragment: Self.statute(known))) c"
    default: return nil
    }
  }

  private static func agreements(_ condition: String, _ known: AsKnown) -> SQL {
    let all = AgreementStanding(partner: nil, states: [], known).sql
    return """
      SELECT count(DISTINCT s.state) FROM (\(fragment: all)) s (state, name, kind, status, is_signed, is_ratified, is_in_force)
      WHERE \(trusted: condition)
      """
  }

  private static func statute(_ known: AsKnown) -> SQL {
    "SELECT * FROM (\(fragment: StatuteStanding(known).sql)) s (deposited, in_force, signatories)"
  }

  /// The count.
  public static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.value(0) }
}
