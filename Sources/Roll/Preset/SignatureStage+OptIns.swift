internal import Foundation
internal import Postgres

/// Rows of a platform that say what a supporter agreed to, apart from what the supporter signed.
///
/// Such a row is no signature. Where its supporter's signature stands in the same file it repeats that supporter: it counts
/// as a duplicate, and the signature carries what it says as its consent. Else it is refused, for nothing else in the file
/// says that its supporter signed.
extension SignatureStage {
  static let loneOptIn = "an opt-in without a signature of its supporter in this file is no signature"

  /// Makes room for them.
  func holdOptIns(in transaction: inout Transaction) throws {
    try transaction.execute(
      "ALTER TABLE \(fragment: table) ADD COLUMN opt_in text, ADD COLUMN opt_in_cells text, ADD COLUMN opt_in_byte bigint"
    )
  }

  /// Gives each signature what its supporter agreed to, refuses what belongs to none, and leaves only signatures.
  /// - Returns: how many rows belonged to a signature.
  func settleOptIns(_ rejects: Rejects, in transaction: inout Transaction) throws -> Int {
    try transaction.execute("ANALYZE \(fragment: table)")
    try transaction.execute(
      """
      UPDATE \(fragment: table) s SET consent = concat_ws('; ', s.consent, o.said)
      FROM (
        SELECT address_id, string_agg(DISTINCT opt_in, '; ' ORDER BY opt_in) AS said FROM \(fragment: table)
        WHERE opt_in_cells IS NOT NULL GROUP BY address_id
      ) o WHERE s.address_id = o.address_id AND s.opt_in_cells IS NULL AND o.said IS NOT NULL
      """)
    let lone: SQL = """
      o.opt_in_cells IS NOT NULL AND NOT EXISTS (
        SELECT FROM \(fragment: table) s WHERE s.address_id = o.address_id AND s.opt_in_cells IS NULL)
      """
    try transaction.forEachRow(
      "SELECT line, opt_in_byte, opt_in_cells FROM \(fragment: table) o WHERE \(fragment: lone) ORDER BY line"
    ) { row in
      let (line, byte, json) = try row.columns((Int, Int, String).self)
      try rejects.add(
        cells: try JSONDecoder().decode([String].self, from: Data(json.utf8)),
        Rejection(line: line, byteOffset: byte, reason: Self.loneOptIn))
    }
    try transaction.execute("DELETE FROM \(fragment: table) o WHERE \(fragment: lone)")
    return try transaction.execute("DELETE FROM \(fragment: table) WHERE opt_in_cells IS NOT NULL")
  }
}
