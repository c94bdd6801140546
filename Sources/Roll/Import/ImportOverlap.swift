public import Postgres

/// What other imports that stand state of what one import stated.
///
/// Signatures that another import states stay when one is undone: every statement is kept (docs/decisions/0003), so no other
/// file needs importing again. Facts are kept once: those that another import only found on record go with the import that
/// brought them, and its file needs importing again.
public struct ImportOverlap: Sendable, Equatable {
  /// An import, and how much of the other it states.
  public struct Part: Sendable, Equatable, Codable {
    /// Its number.
    public var batch: Int64
    /// Its file.
    public var file: String
    /// Signatures or facts that both state.
    public var rows: Int
  }

  /// Imports whose statements stay, and with them the signatures.
  public var keptBy: [Part] = []
  /// Imports that found rows on record which go: their files need importing again.
  public var importAgain: [Part] = []

  /// Looks at it beforehand, and changes nothing. Empty for an import that is not there or was undone.
  public static func read(batch: Int64, on connection: inout Connection) throws -> ImportOverlap {
    try connection.transaction(.snapshot) { transaction in
      let found = try transaction.run(
        "SELECT noun, petition FROM import_batch WHERE batch_id = \(batch) AND undone_at IS NULL"
      ).first { (row) throws(PostgresError) in try row.columns((String, String?).self) }
      guard let (noun, petition) = found else { return ImportOverlap() }
      guard noun == "signature" else {
        return try ofFacts(batch, try ImportUndo.noun(of: noun, batch).form, in: &transaction)
      }
      try transaction.script("SET LOCAL work_mem = '256MB'")
      let id = try ImportUndo.petitionID(petition ?? "", of: batch, in: &transaction)
      let rows: SQL = """
        (SELECT signatory_id, true AS is_shown FROM signature WHERE petition_id = \(id) AND batch_id = \(batch)
        UNION ALL SELECT signatory_id, false FROM signature_restatement WHERE petition_id = \(id) AND batch_id = \(batch))
        """
      return try ofSignatures(batch, id, from: rows, in: &transaction)
    }
  }

  /// - Parameter rows: what gives the batch's rows, as `signatory_id` and `is_shown`.
  static func ofSignatures(
    _ batch: Int64, _ petition: Int64, from rows: SQL, in transaction: inout Transaction
  ) throws -> ImportOverlap {
    let isAlone = try transaction.value(
      "SELECT NOT EXISTS (SELECT FROM signature_restatement WHERE petition_id = \(petition))", as: Bool.self)
    // Spares a large first import a look at each of its rows.
    if isAlone == true { return ImportOverlap() }
    let others: SQL = """
      WITH mine AS MATERIALIZED (SELECT * FROM \(fragment: rows) m)
      SELECT r.batch_id FROM mine JOIN signature_restatement r USING (signatory_id)
      WHERE r.petition_id = \(petition) AND r.batch_id <> \(batch)
      UNION ALL
      SELECT s.batch_id FROM mine JOIN signature s USING (signatory_id)
      WHERE s.petition_id = \(petition) AND NOT mine.is_shown
      """
    return ImportOverlap(keptBy: try parts(others, in: &transaction))
  }

  static func ofFacts(
    _ batch: Int64, _ form: Form, in transaction: inout Transaction
  ) throws -> ImportOverlap {
    let others: SQL = """
      SELECT r.batch_id FROM fact_restatement r JOIN \(identifier: form.table) t USING (fact_id)
      WHERE t.batch_id = \(batch) AND t.retracted_at IS NULL
      """
    return ImportOverlap(importAgain: try parts(others, in: &transaction))
  }

  /// - Parameter others: gives the number of an import for each row that it shares.
  private static func parts(_ others: SQL, in transaction: inout Transaction) throws -> [Part] {
    try transaction.run(
      """
      SELECT b.batch_id, b.file, o.rows FROM (
        SELECT batch_id, count(*) AS rows FROM (\(fragment: others)) a GROUP BY batch_id
      ) o JOIN import_batch b USING (batch_id) WHERE b.undone_at IS NULL ORDER BY b.batch_id
      """
    ).map { (row) throws(PostgresError) in
      let (batch, file, rows) = try row.columns((Int64, String, Int).self)
      return Part(batch: batch, file: file, rows: rows)
    }
  }
}
