public import Postgres

/// Where each state's agreement stands on a day: what the events up to it say. Status is never stored.
public struct AgreementStanding: Statement {
  /// One state.
  public struct Output: Sendable, Equatable {
    /// The state.
    public var iso3: String
    /// Its name.
    public var name: String
    /// `treaty`, `executive agreement`, `exchange of notes` or `unknown`.
    public var kind: String
    /// The furthest that the events lead: `declared_void`, `terminated`, `rejected`, `in_force`, `ratified`, `approved`,
    /// `signed`, `refused`, `not_signed`, `negotiating` or `proposed`.
    public var status: String
    /// Whether it was signed by the day; a state in force is also signed.
    public var isSigned: Bool
    /// Whether it was ratified by the day.
    public var isRatified: Bool
    /// Whether it had entered into force by the day.
    public var isInForce: Bool
    /// Whether it was refused by the day, and not signed.
    public var isRefused: Bool
    /// When it was signed, else when what the status says happened.
    public var on: DateSpan?
    /// Slugs of the sources of these events.
    public var sources: [String]
    /// What other sources say, where they contradict.
    public var contradictions: [String]
    /// The state that asks.
    public var partner: String
    /// When what the status says happened.
    public var since: DateSpan?
    /// When it was ratified; nil where it was not.
    public var ratified: DateSpan?
    /// When it entered into force; nil where it has not.
    public var inForce: DateSpan?
  }

  /// The query.
  public let sql: SQL

  /// Agreements with `partner`; with `states` empty, of every state.
  public init(partner: String?, states: [String], _ known: AsKnown) {
    sql = """
      WITH event AS (
        SELECT a.agreement_id, e.event, e.on_written, e.on_not_before, e.on_not_after, e.standing, e.fact_id
        FROM agreement a JOIN agreement_event e USING (agreement_id)
        WHERE (\(partner)::text IS NULL OR a.partner = \(partner))
          AND (cardinality(\(states)) = 0 OR a.state = ANY (\(states)))
          AND \(fragment: known.stands("e")) AND \(fragment: known.counts("e.on_not_after"))
      ), standing AS (
        SELECT agreement_id,
          bool_or(event IN ('signed', 'approved', 'ratified', 'in_force')) AS is_signed,
          bool_or(event = 'ratified') AS is_ratified, bool_or(event = 'in_force') AS is_in_force,
          (array_agg(event::text ORDER BY array_position(
            '{declared_void,terminated,rejected,in_force,ratified,approved,signed,refused,not_signed,negotiating,proposed}',
            event::text)))[1] AS status
        FROM event WHERE standing = 'followed' GROUP BY agreement_id
      )
      SELECT a.state, c.name, a.kind, s.status, s.is_signed, s.is_ratified, s.is_in_force,
        s.status = 'refused' AND NOT s.is_signed AS is_refused, day.on_not_before, day.on_not_after,
        ARRAY(
          SELECT DISTINCT o.slug FROM event e JOIN fact_source f USING (fact_id) JOIN source o USING (source_id)
          WHERE e.agreement_id = a.agreement_id AND e.standing = 'followed' ORDER BY o.slug)::text[] AS sources,
        \(fragment: Self.contradictions(known)) AS contradictions,
        a.partner, since.on_not_before AS since_not_before, since.on_not_after AS since_not_after,
        ratified.on_not_before AS ratified_not_before, ratified.on_not_after AS ratified_not_after,
        in_force.on_not_before AS in_force_not_before, in_force.on_not_after AS in_force_not_after
      FROM standing s JOIN agreement a USING (agreement_id) JOIN country c ON c.iso3 = a.state
      CROSS JOIN LATERAL (
        SELECT e.on_not_before, e.on_not_after FROM event e
        WHERE e.agreement_id = a.agreement_id AND e.standing = 'followed'
          AND e.event::text IN (s.status, CASE WHEN s.is_signed THEN 'signed' END)
        ORDER BY e.event = 'signed' DESC, e.on_not_after LIMIT 1
      ) day
      \(fragment: Self.first("since", "e.event::text = s.status"))
      \(fragment: Self.first("ratified", "e.event = 'ratified'"))
      \(fragment: Self.first("in_force", "e.event = 'in_force'"))
      ORDER BY a.state, a.partner
      """
  }

  /// What other sources say of the agreement, as words.
  private static func contradictions(_ known: AsKnown) -> SQL {
    """
    ARRAY(
      SELECT e.event::text || ' ' || coalesce(e.on_written, 'on a day unknown') || coalesce(' (' || (
      SELECT string_agg(o.slug, '; ' ORDER BY o.slug) FROM fact_source f JOIN source o USING (source_id)
      WHERE f.fact_id = e.fact_id) || ')', '')
      FROM agreement_event e
      WHERE e.agreement_id = a.agreement_id AND e.standing = 'other' AND \(fragment: known.stands("e"))
      ORDER BY e.event, e.on_not_after)::text[]
    """
  }

  /// The earliest of the events that meet a condition, joined under a name.
  private static func first(_ name: String, _ condition: String) -> SQL {
    """
    LEFT JOIN LATERAL (
      SELECT e.on_not_before, e.on_not_after FROM event e
      WHERE e.agreement_id = a.agreement_id AND e.standing = 'followed' AND \(trusted: condition)
      ORDER BY e.on_not_after, e.on_not_before LIMIT 1
    ) \(identifier: name) ON true
    """
  }

  /// Reads a row.
  public static func decode(_ row: borrowing Row) throws(PostgresError) -> Output {
    let (iso3, name, kind, status, signed, ratified, inForce, refused) = try row.columns(
      (String, String, String, String, Bool, Bool, Bool, Bool).self)
    return Output(
      iso3: iso3, name: name, kind: kind, status: status, isSigned: signed, isRatified: ratified,
      isInForce: inForce,
      isRefused: refused, on: DateSpan(notBefore: try row.value(8), notAfter: try row.value(9)),
      sources: try row.value(10), contradictions: try row.value(11), partner: try row.value(12),
      since: try row.span(13), ratified: ratified ? try row.span(15) : nil,
      inForce: inForce ? try row.span(17) : nil)
  }
}

/// Events of agreements that have no latest day, and so count only in the present.
public struct UndatedAgreementEvents: Statement {
  /// The query.
  public let sql: SQL

  /// As known at the moment.
  public init(partner: String?, _ known: AsKnown) {
    sql = """
      SELECT count(*) FROM agreement_event e JOIN agreement a USING (agreement_id)
      WHERE (\(partner)::text IS NULL OR a.partner = \(partner)) AND \(fragment: known.stands("e"))
        AND e.standing = 'followed' AND e.on_not_after IS NULL
      """
  }

  /// The count.
  public static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.value(0) }
}
