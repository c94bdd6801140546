public import Postgres

/// What sources say against the ones that the record follows, each beside what is followed.
public struct AgreementContradictions: Statement {
  /// One event of an agreement, as another source has it.
  public struct Output: Sendable, Equatable {
    /// The state.
    public var iso3: String
    /// Its name.
    public var name: String
    /// The state that asks.
    public var partner: String
    /// What happened: the same for both.
    public var event: String
    /// When, by the other source.
    public var on: DateSpan?
    /// Whether it stands although it breaks the order of events.
    public var isDisputed: Bool
    /// What a reader should know about it.
    public var note: String?
    /// Slugs of the other sources.
    public var sources: [String]
    /// Whether the record follows a source that says this event happened at all.
    public var isFollowed: Bool
    /// When, by the record's choice.
    public var followedOn: DateSpan?
    /// Slugs of the sources that are followed.
    public var followedSources: [String]
    /// Whether it would count on the day if the other source were followed.
    public var countsByOther: Bool
    /// Whether it counts on the day.
    public var counts: Bool
  }

  /// The query.
  public let sql: SQL

  /// Those that bear on the day: what either side says had happened by then. In byte order of the states' codes.
  public init(partner: String?, states: [String], _ known: AsKnown) {
    sql = """
      SELECT * FROM (
        SELECT a.state, c.name, a.partner, e.event::text AS event, e.on_not_before, e.on_not_after, e.disputed, e.note,
          coalesce(string_to_array(s.sources, '; '), '{}') AS sources, f.fact_id IS NOT NULL,
          f.on_not_before AS followed_not_before, f.on_not_after AS followed_not_after,
          coalesce(string_to_array(f.sources, '; '), '{}') AS followed_sources,
          coalesce(\(fragment: known.counts("e.on_not_after")), false) AS counts_by_other, coalesce(f.counts, false) AS counts
        FROM agreement_event e JOIN agreement a USING (agreement_id) JOIN country c ON c.iso3 = a.state
        LEFT JOIN fact_sources s ON s.fact_id = e.fact_id
        LEFT JOIN LATERAL (
          SELECT f.*, s.sources, \(fragment: known.counts("f.on_not_after")) AS counts
          FROM agreement_event f LEFT JOIN fact_sources s USING (fact_id)
          WHERE f.agreement_id = e.agreement_id AND f.event = e.event AND f.standing = 'followed'
            AND \(fragment: known.stands("f")) ORDER BY f.on_not_after, f.on_not_before LIMIT 1
        ) f ON true
        WHERE e.standing = 'other' AND \(fragment: known.stands("e"))
          AND (\(partner)::text IS NULL OR a.partner = \(partner))
          AND (cardinality(\(states)) = 0 OR a.state = ANY (\(states)))
      ) o WHERE o.counts OR o.counts_by_other
      ORDER BY o.state, o.partner, o.event COLLATE "C", o.on_not_after, o.on_not_before, o.sources
      """
  }

  /// Reads a row.
  public static func decode(_ row: borrowing Row) throws(PostgresError) -> Output {
    let (iso3, name, partner, event) = try row.columns((String, String, String, String).self)
    return Output(
      iso3: iso3, name: name, partner: partner, event: event, on: try row.span(4),
      isDisputed: try row.value(6), note: try row.value(7), sources: try row.value(8),
      isFollowed: try row.value(9), followedOn: try row.span(10), followedSources: try row.value(12),
      countsByOther: try row.value(13), counts: try row.value(14))
  }
}
