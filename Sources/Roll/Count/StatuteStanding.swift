public import Postgres

/// How many states stand where towards the Rome Statute on a day.
public struct StatuteStanding: Statement {
  /// The counts.
  public struct Output: Sendable, Equatable {
    /// States that had deposited an instrument and had not left; what the press calls "ratified".
    public var deposited: Int
    /// States bound by the Statute.
    public var inForce: Int
    /// States that had signed, as the depositary counts them.
    public var signatories: Int
    /// Facts without a day that were left out.
    public var undated: Int
    /// Slugs of the sources of these events.
    public var sources: [String]
  }

  /// The query.
  public let sql: SQL

  /// A withdrawal ends a deposit that came before it. Entry into force is as recorded, else by article 126.
  public init(_ known: AsKnown) {
    sql = """
      WITH event AS (
        SELECT e.*, coalesce(e.effective_on, statute_in_force_on(e.on_not_after)) AS in_force_on
        FROM statute_event e WHERE \(fragment: known.stands("e")) AND e.standing = 'followed'
      ), deposit AS (
        SELECT d.* FROM event d
        WHERE d.event IN ('ratified', 'acceded', 'accepted', 'succeeded') AND \(fragment: known.counts("d.on_not_after"))
          AND NOT EXISTS (
            SELECT FROM event w WHERE w.state = d.state AND w.event = 'withdrawal_effective'
              AND \(fragment: known.counts("w.on_not_after")) AND (w.on_not_after > d.on_not_after) IS NOT FALSE)
      )
      SELECT (SELECT count(DISTINCT state) FROM deposit),
        (SELECT count(DISTINCT state) FROM deposit WHERE in_force_on <= \(known.asOf)
          OR in_force_on IS NULL AND \(fragment: known.counts("in_force_on"))),
        (SELECT count(DISTINCT state) FROM event WHERE event = 'signed' AND \(fragment: known.counts("on_not_after"))),
        (SELECT count(*) FROM event WHERE on_not_after IS NULL AND NOT \(fragment: known.counts("on_not_after"))),
        ARRAY(SELECT item FROM event JOIN fact_sources f USING (fact_id), string_to_table(f.sources, '; ') AS item
          WHERE \(fragment: known.counts("on_not_after")) AND event IN ('ratified', 'acceded', 'accepted', 'succeeded',
            'withdrawal_effective')
          GROUP BY item ORDER BY count(*) DESC, item LIMIT 5)::text[]
      """
  }

  /// Reads the row.
  public static func decode(_ row: borrowing Row) throws(PostgresError) -> Output {
    let (deposited, inForce, signatories, undated, sources) = try row.columns(
      (Int, Int, Int, Int, [String]).self)
    return Output(
      deposited: deposited, inForce: inForce, signatories: signatories, undated: undated, sources: sources)
  }
}
