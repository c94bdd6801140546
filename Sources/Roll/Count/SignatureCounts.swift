public import Postgres

/// Counts of a petition's signatures by status, from the tally.
public struct SignatureTotals: Statement {
  /// The query.
  public let sql: SQL

  /// Everything that counts on the day, by the acts recorded by the moment.
  public init(petition: Int64, _ known: AsKnown) {
    sql = """
      SELECT t.status::text, sum(t.change)::bigint FROM signature_tally t JOIN signature_act a USING (act_id)
      WHERE t.petition_id = \(petition) AND a.recorded_at <= \(known.knownOn)
        AND \(fragment: known.counts("t.effective_on"))
      GROUP BY t.status
      """
  }

  /// Status and count.
  public static func decode(_ row: borrowing Row) throws(PostgresError) -> (status: String, count: Int) {
    let (status, count) = try row.columns((String, Int).self)
    return (status, count)
  }
}

/// Counts of a petition's validated signatures by country, the largest first.
public struct SignaturesByCountry: Statement {
  /// The query.
  public let sql: SQL

  /// Everything that counts on the day.
  public init(petition: Int64, _ known: AsKnown) {
    sql = """
      SELECT t.country, c.name, sum(t.change)::bigint FROM signature_tally t JOIN signature_act a USING (act_id)
        LEFT JOIN country c ON c.iso3 = t.country
      WHERE t.petition_id = \(petition) AND t.status = 'validated' AND a.recorded_at <= \(known.knownOn)
        AND \(fragment: known.counts("t.effective_on"))
      GROUP BY t.country, c.name HAVING sum(t.change) <> 0 ORDER BY 3 DESC, 1
      """
  }

  /// Code and name, nil for unknown, and count.
  public static func decode(
    _ row: borrowing Row
  ) throws(PostgresError) -> (iso3: String?, name: String?, count: Int) {
    let (iso3, name, count) = try row.columns((String?, String?, Int).self)
    return (iso3, name, count)
  }
}

/// Counts of a petition's validated signatures by the day of signing.
public struct SignaturesByDay: Statement {
  /// The query.
  public let sql: SQL

  /// Everything that counts on the day, in order; those without a day last.
  public init(petition: Int64, _ known: AsKnown) {
    sql = """
      SELECT t.signed_on, sum(t.change)::bigint FROM signature_tally t JOIN signature_act a USING (act_id)
      WHERE t.petition_id = \(petition) AND t.status = 'validated' AND a.recorded_at <= \(known.knownOn)
        AND \(fragment: known.counts("t.effective_on"))
      GROUP BY t.signed_on HAVING sum(t.change) <> 0 ORDER BY 1
      """
  }

  /// Day and count.
  public static func decode(_ row: borrowing Row) throws(PostgresError) -> (day: Day?, count: Int) {
    let (day, count) = try row.columns((Day?, Int).self)
    return (day, count)
  }
}

/// Signatures of a petition that have no day, and so count only in the present.
public struct UndatedSignatures: Statement {
  /// The query.
  public let sql: SQL

  /// As known at the moment.
  public init(petition: Int64, _ known: AsKnown) {
    sql = """
      SELECT coalesce(sum(t.change), 0)::bigint FROM signature_tally t JOIN signature_act a USING (act_id)
      WHERE t.petition_id = \(petition) AND t.status = 'validated' AND a.recorded_at <= \(known.knownOn)
        AND t.effective_on IS NULL
      """
  }

  /// The count.
  public static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.value(0) }
}

/// Acts that made a petition's total fall, with their reasons.
public struct FallsOfPetition: Statement {
  /// One act.
  public struct Output: Sendable, Codable, Equatable {
    /// What was done.
    public var kind: String
    /// Why, in the operator's words.
    public var reason: String?
    /// Which import it took back.
    public var batch: Int64?
    /// When.
    public var recordedAt: Instant
    /// By how much the count of validated signatures fell; negative.
    public var change: Int
  }

  /// The query.
  public let sql: SQL

  /// Acts recorded by the moment, in order.
  public init(petition: Int64, _ known: AsKnown) {
    sql = """
      SELECT a.kind, a.reason, a.batch_id, a.recorded_at, sum(t.change)::bigint
      FROM signature_act a JOIN signature_tally t USING (act_id)
      WHERE a.petition_id = \(petition) AND t.status = 'validated' AND a.recorded_at <= \(known.knownOn)
        AND \(fragment: known.counts("t.effective_on"))
      GROUP BY a.act_id HAVING sum(t.change) < 0 ORDER BY a.act_id
      """
  }

  /// Reads a row.
  public static func decode(_ row: borrowing Row) throws(PostgresError) -> Output {
    let (kind, reason, batch, at, change) = try row.columns((String, String?, Int64?, Instant, Int).self)
    return Output(kind: kind, reason: reason, batch: batch, recordedAt: at, change: change)
  }
}
