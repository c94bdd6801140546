public import Postgres

/// The measures that a partner had taken by a day, against whom and with which effect.
public struct MeasuresTaken: Statement {
  /// One measure.
  public struct Output: Sendable, Equatable {
    /// The state; nil where no state in particular is meant.
    public var iso3: String?
    /// Its name.
    public var name: String?
    /// What was done; see `PressureMeasure.kinds`.
    public var kind: String
    /// When.
    public var on: DateSpan?
    /// Until when it was to hold, as written.
    public var until: String?
    /// Whether that was over on the day.
    public var isOver: Bool
    /// What aid it is about.
    public var aid: String?
    /// Whether the state received such aid before; nil where nobody says.
    public var receivedAid: Bool?
    /// Whether the record follows it, or lists it beside the one it follows.
    public var isFollowed: Bool
    /// Slugs of its sources.
    public var sources: [String]
  }

  /// The query.
  public let sql: SQL

  /// Of one partner, or of all; with `states` empty, against every state. In the order of states and days.
  public init(partner: String?, states: [String], _ known: AsKnown) {
    sql = """
      SELECT m.state, c.name, m.kind, m.on_not_before, m.on_not_after, m.until_written, m.aid, m.aid_received,
        m.until_written IS NOT NULL AND \(fragment: known.counts("m.until_not_after")), m.standing = 'followed',
        coalesce(string_to_array(f.sources, '; '), '{}')
      FROM measure m LEFT JOIN country c ON c.iso3 = m.state LEFT JOIN fact_sources f USING (fact_id)
      WHERE (\(partner)::text IS NULL OR m.partner = \(partner))
        AND (cardinality(\(states)) = 0 OR m.state IS NULL OR m.state = ANY (\(states)))
        AND \(fragment: known.stands("m")) AND \(fragment: known.counts("m.on_not_after"))
      ORDER BY m.state NULLS FIRST, m.on_not_after NULLS FIRST, m.kind, m.aid, m.standing, f.sources
      """
  }

  /// Reads a row.
  public static func decode(_ row: borrowing Row) throws(PostgresError) -> Output {
    let (iso3, name, kind, first, last, until, aid, received) = try row.columns(
      (String?, String?, String, Day?, Day?, String?, String?, Bool?).self)
    return Output(
      iso3: iso3, name: name, kind: kind, on: DateSpan(notBefore: first, notAfter: last), until: until,
      isOver: try row.value(8), aid: aid, receivedAid: received, isFollowed: try row.value(9),
      sources: try row.value(10))
  }
}

/// Measures that have no latest day, and so count only in the present.
public struct UndatedMeasures: Statement {
  /// The query.
  public let sql: SQL

  /// As known at the moment.
  public init(partner: String?, _ known: AsKnown) {
    sql = """
      SELECT count(*) FROM measure m WHERE (\(partner)::text IS NULL OR m.partner = \(partner))
        AND \(fragment: known.stands("m")) AND m.standing = 'followed' AND m.on_not_after IS NULL
      """
  }

  /// The count.
  public static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.value(0) }
}
