public import Postgres

/// A petition's signatures without names, by kind and by whether the same people may be among the named ones.
public struct CountsApart: Statement {
  /// Counts of one kind and one overlap.
  public struct Output: Sendable, Equatable {
    /// `paper` or `partner platform`.
    public var kind: String
    /// `none`, `possible` or `unknown`.
    public var overlap: String
    /// How many signatures.
    public var number: Int
    /// What readers should know of them.
    public var notes: [String]
    /// Slugs of their sources.
    public var sources: [String]
  }

  /// The query.
  public let sql: SQL

  /// Everything that counts on the day. Sheets of paper add; of a counter only the newest reading stands, and one without a
  /// day gives way to any that has one.
  public init(petition: Int64, _ known: AsKnown) {
    sql = """
      WITH reading AS (
        SELECT u.*, row_number() OVER (
          PARTITION BY u.kind, u.organization_id, u.country, u.label
          ORDER BY u.on_not_after DESC NULLS LAST, u.on_not_before DESC NULLS LAST, u.number DESC) AS place
        FROM unnamed_count u WHERE u.petition_id = \(petition) AND u.standing = 'followed'
          AND \(fragment: known.stands("u")) AND \(fragment: known.counts("u.on_not_after"))
      )
      SELECT r.kind, r.overlap, sum(r.number)::bigint,
        coalesce(array_agg(DISTINCT r.note) FILTER (WHERE r.note IS NOT NULL), '{}'),
        ARRAY(SELECT DISTINCT item FROM reading q JOIN fact_sources f USING (fact_id), string_to_table(f.sources, '; ') AS item
          WHERE q.kind = r.kind AND q.overlap = r.overlap AND (q.kind = 'paper' OR q.place = 1) ORDER BY item)::text[]
      FROM reading r WHERE r.kind = 'paper' OR r.place = 1 GROUP BY r.kind, r.overlap ORDER BY r.kind, r.overlap
      """
  }

  /// Reads a row.
  public static func decode(_ row: borrowing Row) throws(PostgresError) -> Output {
    let (kind, overlap, number) = try row.columns((String, String, Int).self)
    return Output(
      kind: kind, overlap: overlap, number: number, notes: try row.value(3), sources: try row.value(4))
  }
}

/// Counts without a day, which count only in the present.
public struct UndatedCounts: Statement {
  /// The query.
  public let sql: SQL

  /// Of a campaign's petitions, as known at the moment.
  public init(campaign: Int64, _ known: AsKnown) {
    sql = """
      SELECT count(*) FROM unnamed_count u JOIN petition p USING (petition_id)
      WHERE p.campaign_id = \(campaign) AND \(fragment: known.stands("u")) AND u.standing = 'followed'
        AND u.on_not_after IS NULL
      """
  }

  /// The count.
  public static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.value(0) }
}
