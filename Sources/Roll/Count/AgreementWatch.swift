public import Postgres

/// The ratification watch: agreements that are signed and wait for a parliament, the longest first.
///
/// A date in parliament is an activity of kind `parliament` whose `about` says `agreement STATE`, or
/// `agreement STATE with PARTNER`, by code or name.
public struct AgreementWatch: Statement {
  /// One agreement.
  public struct Output: Sendable, Equatable {
    /// The state.
    public var iso3: String
    /// Its name.
    public var name: String
    /// The state that asks.
    public var partner: String
    /// `treaty`, `executive agreement`, `exchange of notes` or `unknown`.
    public var kind: String
    /// `signed`, or `approved` where one chamber or the government has agreed.
    public var status: String
    /// When it was signed.
    public var signed: DateSpan?
    /// Slugs of the sources of its events.
    public var sources: [String]
    /// The next date in parliament that is known; nil where none is.
    public var next: ParliamentDate?
  }

  /// A date in parliament.
  public struct ParliamentDate: Sendable, Equatable {
    /// When.
    public var on: DateSpan?
    /// What is to happen.
    public var title: String
    /// Who is to act.
    public var actor: String?
    /// Slugs of its sources.
    public var sources: [String]
  }

  /// The query.
  public let sql: SQL

  /// Agreements with `partner`; with `states` empty, of every state. One that was signed on a day unknown stands last.
  public init(partner: String? = nil, states: [String] = [], _ known: AsKnown) {
    sql = """
      WITH upcoming AS (
        SELECT r.key AS state, p.key AS partner, d.* FROM (
          SELECT a.*, split_part(substr(lower(a.about), 11), ' with ', 1) AS state_name,
            nullif(split_part(substr(lower(a.about), 11), ' with ', 2), '') AS partner_name
          FROM activity a WHERE lower(a.kind) = 'parliament' AND lower(a.about) LIKE 'agreement %'
            AND \(fragment: known.stands("a")) AND a.on_not_after >= \(known.asOf)
        ) d JOIN reference_name r ON r.noun = 'state' AND r.name = d.state_name
        LEFT JOIN reference_name p ON p.noun = 'state' AND p.name = d.partner_name
        WHERE (p.key IS NOT NULL) = (d.partner_name IS NOT NULL)
      )
      SELECT b.state, b.name, b.partner, b.kind, b.status, b.on_not_before, b.on_not_after, b.sources,
        u.fact_id IS NOT NULL, u.on_not_before, u.on_not_after, u.title, u.actor,
        coalesce(string_to_array((SELECT f.sources FROM fact_sources f WHERE f.fact_id = u.fact_id), '; '), '{}')
      FROM (\(fragment: AgreementStanding(partner: partner, states: states, known).sql)) b
      LEFT JOIN LATERAL (
        SELECT * FROM upcoming u WHERE u.state = b.state AND (u.partner IS NULL OR u.partner = b.partner)
        ORDER BY u.on_not_after, u.on_not_before, u.title LIMIT 1
      ) u ON true
      WHERE b.is_signed AND b.status IN ('signed', 'approved')
      ORDER BY b.on_not_after NULLS LAST, b.on_not_before NULLS FIRST, b.state, b.partner
      """
  }

  /// Reads a row.
  public static func decode(_ row: borrowing Row) throws(PostgresError) -> Output {
    let (iso3, name, partner, kind, status) = try row.columns(
      (String, String, String, String, String).self)
    var next: ParliamentDate?
    if try row.value(8) {
      next = ParliamentDate(
        on: try row.span(9), title: try row.value(11), actor: try row.value(12), sources: try row.value(13))
    }
    return Output(
      iso3: iso3, name: name, partner: partner, kind: kind, status: status, signed: try row.span(5),
      sources: try row.value(7), next: next)
  }
}
