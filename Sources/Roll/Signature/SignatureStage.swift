internal import Postgres

/// The staging table of one import: unlogged, of its own, and part of the import's transaction, so that a crash at any
/// moment leaves nothing. An ordinary table rather than a temporary one, because a distributed database can only merge
/// from such.
struct SignatureStage {
  let name: String

  init(in transaction: inout Transaction) throws {
    name = "signature_stage_\(try transaction.value("SELECT pg_backend_pid()", as: Int.self) ?? 0)"
    try transaction.execute(
      """
      CREATE UNLOGGED TABLE \(identifier: name) AS
      SELECT s.*, NULL::uuid AS address_id FROM signature s WITH NO DATA
      """)
  }

  /// `"signature_stage_…"`
  var table: SQL { "\(identifier: name)" }

  /// Adds the rows that the file's records wrote.
  func copyStatement(_ columns: [String]) -> SQL {
    let list = SQL.joined(columns.map { "\(identifier: $0)" }, separator: ", ")
    return "COPY \(fragment: table) (\(fragment: list)) FROM STDIN (FORMAT binary)"
  }

  func drop(in transaction: inout Transaction) throws {
    try transaction.execute("DROP TABLE \(fragment: table)")
  }
}
