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
    /// Of those that had deposited and had not left: by ratification.
    public var ratified: Int
    /// By accession.
    public var acceded: Int
    /// By acceptance.
    public var accepted: Int
    /// By succession.
    public var succeeded: Int
    /// States bound that had given notice of withdrawal.
    public var leaving: Int
    /// States that had left.
    public var left: Int
  }

  /// The query.
  public let sql: SQL

  /// The standing of each state is computed in one place, `statute_standing`: a withdrawal ends a deposit that came before
  /// it; entry into force is as recorded, else by article 126; a withdrawal's effect as recorded, else by article 127.
  public init(_ known: AsKnown) {
    sql = """
      WITH event AS (
        SELECT e.* FROM statute_event e WHERE \(fragment: known.stands("e")) AND e.standing = 'followed'
      ), held AS (
        SELECT s.*, s.status IN ('deposited', 'in_force', 'leaving') AS has_deposit
        FROM statute_standing(\(known.asOf), \(known.knownOn)) s
      )
      SELECT count(*) FILTER (WHERE has_deposit), count(*) FILTER (WHERE status IN ('in_force', 'leaving')),
        count(*) FILTER (WHERE is_signed),
        (SELECT count(*) FROM event WHERE on_not_after IS NULL AND NOT \(fragment: known.counts("on_not_after"))),
        ARRAY(SELECT item FROM event JOIN fact_sources f USING (fact_id), string_to_table(f.sources, '; ') AS item
          WHERE \(fragment: known.counts("on_not_after")) AND event IN ('ratified', 'acceded', 'accepted', 'succeeded',
            'withdrawal_effective')
          GROUP BY item ORDER BY count(*) DESC, item LIMIT 5)::text[],
        count(*) FILTER (WHERE has_deposit AND deposit = 'ratified'),
        count(*) FILTER (WHERE has_deposit AND deposit = 'acceded'),
        count(*) FILTER (WHERE has_deposit AND deposit = 'accepted'),
        count(*) FILTER (WHERE has_deposit AND deposit = 'succeeded'),
        count(*) FILTER (WHERE status = 'leaving'), count(*) FILTER (WHERE status = 'left')
      FROM held
      """
  }

  /// Reads the row.
  public static func decode(_ row: borrowing Row) throws(PostgresError) -> Output {
    let (deposited, inForce, signatories, undated, sources) = try row.columns(
      (Int, Int, Int, Int, [String]).self)
    return Output(
      deposited: deposited, inForce: inForce, signatories: signatories, undated: undated, sources: sources,
      ratified: try row.value(5), acceded: try row.value(6), accepted: try row.value(7),
      succeeded: try row.value(8), leaving: try row.value(9), left: try row.value(10))
  }
}
