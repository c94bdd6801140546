internal import Foundation
internal import Postgres

/// The imports on record.
enum Batches {
  /// Opens a batch of which nothing is known yet but its number; nobody sees it before `close`, since both are one
  /// transaction.
  ///
  /// A dry run gets numbers below nothing, the server process's own: no number is used up, and no two meet.
  static func open(_ receipt: Receipt, in transaction: inout Transaction) throws -> Int64 {
    let number: SQL =
      receipt.dryRun
      ? "-pg_backend_pid()::bigint * 65536 - (SELECT count(*) FROM import_batch WHERE batch_id < 0)"
      : "nextval(pg_get_serial_sequence('import_batch', 'batch_id'))"
    let batch = try transaction.value(
      """
      INSERT INTO import_batch (batch_id, noun, petition, file, sha256, bytes, rows, new, duplicate, already_held, rejected,
        receipt, synthetic)
      OVERRIDING SYSTEM VALUE
      VALUES (\(fragment: number), \(receipt.noun), \(receipt.petition), \(receipt.file), repeat('0', 64), 0, 0, 0, 0, 0, 0,
        '{}', \(receipt.synthetic)) RETURNING batch_id
      """, as: Int64.self)
    guard let batch else { throw RollError(.defect, "a batch has no number") }
    return batch
  }

  /// Records what became of the rows. The last statement of an import: see `Audit.record`.
  static func close(
    _ batch: Int64, _ receipt: Receipt, rejectsHeader: String?, in transaction: inout Transaction
  ) throws {
    let json = String(decoding: try JSONEncoder().encode(receipt), as: UTF8.self)
    try transaction.execute(
      """
      UPDATE import_batch SET sha256 = \(receipt.sha256), bytes = \(receipt.bytes), rows = \(receipt.rows),
        new = \(receipt.new), duplicate = \(receipt.duplicate), already_held = \(receipt.alreadyHeld),
        rejected = \(receipt.rejected), receipt = \(json)::jsonb, rejects_header = \(rejectsHeader),
        synthetic = \(receipt.synthetic)
      WHERE batch_id = \(batch)
      """)
    guard !receipt.dryRun else { return }
    try Audit.record(
      .import, receipt.noun, subject: receipt.petition, batch: batch, facts: receipt.auditFacts,
      in: &transaction)
  }

  /// The receipt of an import of the same bytes that stands; marked as repeated.
  static func earlier<Place: Queryable & ~Copyable>(
    noun: String, petition: String?, sha256: String, in place: inout Place
  ) throws -> Receipt? {
    let json = try place.value(
      """
      SELECT receipt FROM import_batch WHERE noun = \(noun) AND petition IS NOT DISTINCT FROM \(petition)::text
        AND sha256 = \(sha256) AND undone_at IS NULL ORDER BY batch_id DESC LIMIT 1
      """, as: String.self)
    guard let json else { return nil }
    var receipt = try JSONDecoder().decode(Receipt.self, from: Data(json.utf8))
    receipt.repeated = true
    return receipt
  }
}

extension Receipt {
  /// What the audit keeps: counts and the file's digest, not its name, which can be a person's.
  fileprivate var auditFacts: [String: AuditFact] {
    [
      "rows": .number(Int64(rows)), "new": .number(Int64(new)), "duplicate": .number(Int64(duplicate)),
      "already_held": .number(Int64(alreadyHeld)), "rejected": .number(Int64(rejected)),
      "updated": .number(Int64(updated)), "synthetic": .flag(synthetic), "sha256": .word(sha256),
    ]
  }
}
