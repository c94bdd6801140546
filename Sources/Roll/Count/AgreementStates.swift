public import Postgres

/// Where each state's agreement stands on a day, beside where the state stands towards the Rome Statute: when the agreement
/// was signed, and on the day itself.
public struct AgreementStates: Statement {
  /// One agreement.
  public struct Output: Sendable, Equatable {
    /// Where the agreement stands.
    public var agreement: AgreementStanding.Output
    /// The state's regional group.
    public var region: String
    /// The state's standing towards the Statute on the day.
    public var statuteNow: StatuteMembership
    /// The same on the latest day on which the agreement can have been signed; nil where it was not.
    public var statuteAtSigning: StatuteMembership?
    /// Whether it was the same on the earliest day: else it is not known which of the two came first.
    public var isStatuteAtSigningSure: Bool
  }

  /// What a listing is limited to.
  public struct Filter: Sendable, Equatable {
    /// Agreements of this state alone.
    public var state: String?
    /// Agreements with this state alone.
    public var partner: String?
    /// States of this regional group alone.
    public var region: String?
    /// Agreements that have come exactly so far; none for all.
    public var statuses: [String] = []

    /// No limit.
    public init() {}
  }

  /// The query.
  public let sql: SQL

  /// In byte order of the states' codes, then of their partners'.
  public init(_ filter: Filter, _ known: AsKnown) {
    let all = AgreementStanding(
      partner: filter.partner, states: filter.state.map { [$0] } ?? [], known)
    // Each computed once: joined as they are, the server would compute them for every row.
    sql = """
      WITH b AS MATERIALIZED (\(fragment: all.sql)), n AS MATERIALIZED (
        SELECT s.state, s.status FROM statute_standing(\(known.asOf), \(known.knownOn)) s
      )
      SELECT b.*, t.region, coalesce(n.status, 'none'), CASE WHEN b.is_signed THEN coalesce(l.status, 'none') END,
        b.is_signed AND b.on_not_before IS NOT NULL AND coalesce(l.status, 'none') = coalesce(e.status, 'none')
      FROM b JOIN state t ON t.iso3 = b.state LEFT JOIN n ON n.state = b.state
      LEFT JOIN LATERAL statute_standing(coalesce(b.on_not_after, \(known.asOf)), \(known.knownOn), b.state) l ON b.is_signed
      LEFT JOIN LATERAL statute_standing(b.on_not_before, \(known.knownOn), b.state) e
        ON b.is_signed AND b.on_not_before IS NOT NULL
      WHERE (\(filter.region)::text IS NULL OR t.region = \(filter.region))
        AND (cardinality(\(filter.statuses)) = 0 OR b.status = ANY (\(filter.statuses)))
      ORDER BY b.state, b.partner
      """
  }

  /// Reads a row.
  public static func decode(_ row: borrowing Row) throws(PostgresError) -> Output {
    Output(
      agreement: try AgreementStanding.decode(row), region: try row.value(19),
      statuteNow: StatuteMembership(rawValue: try row.value(20)) ?? .absent,
      statuteAtSigning: try row.value(21, as: String?.self).flatMap { StatuteMembership(rawValue: $0) },
      isStatuteAtSigningSure: try row.value(22))
  }
}
