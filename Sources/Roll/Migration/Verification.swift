public import Postgres

/// Proves a database against itself: recounts every tally from the rows, and checks what no constraint holds.
public struct Verification: Sendable, Codable, Equatable {
  /// Something that does not agree.
  public struct Difference: Sendable, Codable, Equatable {
    /// What was checked.
    public var check: String
    /// Where, in words.
    public var subject: String
    /// What the tally or the reference says.
    public var recorded: String
    /// What the rows say.
    public var counted: String
  }

  /// Signatures that were recounted.
  public var signatures: Int
  /// Cells of the tally that were compared.
  public var cells: Int
  /// What does not agree; empty where all does.
  public var differences: [Difference]

  /// Recounts, in one snapshot. Reads every signature.
  public static func run(on connection: inout Connection) throws -> Verification {
    try connection.transaction(.snapshot) { transaction in
      let signatures = try transaction.value("SELECT count(*) FROM signature", as: Int.self) ?? 0
      let cells = try transaction.value(
        "SELECT count(*) FROM (SELECT DISTINCT petition_id, country, status, signed_on, effective_on FROM signature_tally) c",
        as: Int.self)
      var differences = try tally(in: &transaction)
      differences += try orphans(in: &transaction)
      differences += try receipts(in: &transaction)
      return Verification(signatures: signatures, cells: cells ?? 0, differences: differences)
    }
  }

  private static func read(_ sql: SQL, in transaction: inout Transaction) throws -> [Difference] {
    try transaction.run(sql).map { (row) throws(PostgresError) in
      let (check, subject, recorded, counted) = try row.columns((String, String, String, String).self)
      return Difference(check: check, subject: subject, recorded: recorded, counted: counted)
    }
  }

  private static func tally(in transaction: inout Transaction) throws -> [Difference] {
    try read(
      """
      SELECT 'tally', concat_ws(', ', coalesce(p.slug, 'petition ' || d.petition_id), coalesce(d.country, 'unknown country'),
          d.status, 'signed on ' || coalesce(d.signed_on::text, 'an unknown day'),
          'effective on ' || coalesce(d.effective_on::text, 'an unknown day')),
        sum(d.recorded)::text, sum(d.counted)::text
      FROM (
        SELECT petition_id, country, status, signed_on, effective_on, change AS recorded, 0 AS counted FROM signature_tally
        UNION ALL
        SELECT petition_id, country, status, signed_on, effective_on, 0, change FROM signature_cell
      ) d LEFT JOIN petition p USING (petition_id)
      GROUP BY p.slug, d.petition_id, d.country, d.status, d.signed_on, d.effective_on
      HAVING sum(d.recorded) <> sum(d.counted) ORDER BY 2
      """, in: &transaction)
  }

  /// What foreign keys would hold, if the signature table had any.
  private static func orphans(in transaction: inout Transaction) throws -> [Difference] {
    try read(
      """
      SELECT 'reference', what, '0', count(*)::text FROM (
        SELECT 'signatures of no petition' AS what FROM signature s
          WHERE NOT EXISTS (SELECT FROM petition p WHERE p.petition_id = s.petition_id)
        UNION ALL SELECT 'signatures of no import' FROM signature s
          WHERE NOT EXISTS (SELECT FROM import_batch b WHERE b.batch_id = s.batch_id AND b.undone_at IS NULL)
        UNION ALL SELECT 'signatures from no country on the list' FROM signature s
          WHERE country IS NOT NULL AND NOT EXISTS (SELECT FROM country c WHERE c.iso3 = s.country)
        UNION ALL SELECT 'restatements of no signature' FROM signature_restatement r
          WHERE NOT EXISTS (SELECT FROM signature s WHERE (s.petition_id, s.signatory_id) = (r.petition_id, r.signatory_id))
        UNION ALL SELECT 'aliases of no signature' FROM signatory_alias a
          WHERE NOT EXISTS (SELECT FROM signature s WHERE s.signatory_id = a.alias_id)
      ) o GROUP BY what ORDER BY what
      """, in: &transaction)
  }

  /// Every row of every import that stands is in the roll, once.
  private static func receipts(in transaction: inout Transaction) throws -> [Difference] {
    try read(
      """
      SELECT 'receipt', 'import ' || b.batch_id, (b.new + b.already_held)::text, coalesce(r.rows, 0)::text
      FROM import_batch b LEFT JOIN (
        SELECT batch_id, count(*) AS rows FROM (
          SELECT batch_id FROM signature UNION ALL SELECT batch_id FROM signature_restatement
        ) a GROUP BY batch_id
      ) r USING (batch_id)
      WHERE b.noun = 'signature' AND b.undone_at IS NULL AND b.new + b.already_held <> coalesce(r.rows, 0) ORDER BY 2
      """, in: &transaction)
  }
}
