public import Postgres

/// What is on record of one state: the events of its agreements, or what it did about the Rome Statute, in their order.
public struct StateEvents: Statement {
  /// One event.
  public struct Output: Sendable, Equatable {
    /// The state that asks, of an agreement; nil of the Statute.
    public var partner: String?
    /// What happened.
    public var event: String
    /// When.
    public var on: DateSpan?
    /// The day on which a deposit enters into force, where that is recorded.
    public var effectiveOn: Day?
    /// The day that article 126 gives for a deposit.
    public var article126: Day?
    /// Whether the record follows it; else it stands beside what is followed.
    public var isFollowed: Bool
    /// Whether it stands although it breaks the order of events.
    public var isDisputed: Bool
    /// What a reader should know about it.
    public var note: String?
    /// Slugs of its sources; none where the operator saw it.
    public var sources: [String]
  }

  /// The query.
  public let sql: SQL

  /// Events of the state's agreements. `upToDay`: only what had happened by the day, and what other sources say at all.
  public init(agreementsOf state: String, upToDay: Bool, _ known: AsKnown) {
    sql = """
      SELECT a.partner, e.event::text, e.on_not_before, e.on_not_after, NULL::date, NULL::date,
        e.standing = 'followed', e.disputed, e.note, coalesce(string_to_array(f.sources, '; '), '{}')
      FROM agreement_event e JOIN agreement a USING (agreement_id) LEFT JOIN fact_sources f USING (fact_id)
      WHERE a.state = \(state) AND \(fragment: Self.condition(upToDay, known))
      ORDER BY a.partner, \(fragment: Self.order)
      """
  }

  /// Events of the state and the Statute.
  public init(statuteOf state: String, upToDay: Bool, _ known: AsKnown) {
    sql = """
      SELECT NULL::text, e.event::text, e.on_not_before, e.on_not_after, e.effective_on,
        CASE WHEN e.event IN ('ratified', 'acceded', 'accepted', 'succeeded') AND e.on_not_after IS NOT NULL
          THEN statute_in_force_on(e.on_not_after) END,
        e.standing = 'followed', e.disputed, e.note, coalesce(string_to_array(f.sources, '; '), '{}')
      FROM statute_event e LEFT JOIN fact_sources f USING (fact_id)
      WHERE e.state = \(state) AND \(fragment: Self.condition(upToDay, known))
      ORDER BY \(fragment: Self.order)
      """
  }

  private static func condition(_ upToDay: Bool, _ known: AsKnown) -> SQL {
    """
    \(fragment: known.stands("e"))
      AND (NOT \(upToDay) OR e.standing = 'other' OR \(fragment: known.counts("e.on_not_after")))
    """
  }

  private static let order: SQL =
    "e.standing, coalesce(e.on_not_after, e.on_not_before) NULLS LAST, e.on_not_before, e.event, f.sources, e.note"

  /// Reads a row.
  public static func decode(_ row: borrowing Row) throws(PostgresError) -> Output {
    Output(
      partner: try row.value(0), event: try row.value(1), on: try row.span(2), effectiveOn: try row.value(4),
      article126: try row.value(5), isFollowed: try row.value(6), isDisputed: try row.value(7),
      note: try row.value(8), sources: try row.value(9))
  }
}
