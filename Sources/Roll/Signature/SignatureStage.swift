internal import Postgres

/// The staging table of one import: unlogged, of its own, and part of the import's transaction, so that a crash at any
/// moment leaves nothing. Rows that were written as signatures and recalled have their batch, the others none. An ordinary
/// table rather than a temporary one, because a distributed database can only merge from such.
struct SignatureStage {
  let name: String

  init(in transaction: inout Transaction) throws {
    name = "signature_stage_\(try transaction.value("SELECT pg_backend_pid()", as: Int.self) ?? 0)"
    try transaction.execute(
      """
      CREATE UNLOGGED TABLE \(identifier: name) AS
      SELECT s.*, NULL::uuid AS address_id, false AS may_repeat, false AS recalls, NULL::boolean AS month_first
      FROM signature s WITH NO DATA
      """)
  }

  /// `"signature_stage_…"`
  var table: SQL { "\(identifier: name)" }

  func drop(in transaction: inout Transaction) throws {
    try transaction.execute("DROP TABLE \(fragment: table)")
  }
}
