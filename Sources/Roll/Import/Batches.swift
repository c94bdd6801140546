internal import Foundation
internal import Postgres

/// The imports on record.
enum Batches {
  /// Opens a batch of which nothing is known yet but its number; nobody sees it before `close`, since both are one
  /// transaction.
  static func open(_ receipt: Receipt, in transaction: inout Transaction) throws -> Int64 {
    let batch = try transaction.value(
      """
      INSERT INTO import_batch (noun, petition, file, sha256, bytes, rows, new, duplicate, already_held, rejected, receipt,
        synthetic)
      VALUES (\(receipt.noun), \(receipt.petition), \(receipt.file), repeat('0', 64), 0, 0, 0, 0, 0, 0, '{}',
        \(receipt.synthetic)) RETURNING batch_id
      """, as: Int64.self)
    guard let batch else { throw RollError(.defect, "a batch has no number") }
    return batch
  }

  /// Records what became of the rows.
  static func close(
    _ batch: Int64, _ receipt: Receipt, rejectsHeader: String?, in transaction: inout Transaction
  ) throws {
    let json = String(decoding: try JSONEncoder().encode(receipt), as: UTF8.self)
    try transaction.execute(
      """
      UPDATE import_batch SET sha256 = \(receipt.sha256), bytes = \(receipt.bytes), rows = \(receipt.rows), new = \(receipt.new),
        duplicate = \(receipt.duplicate), already_held = \(receipt.alreadyHeld), rejected = \(receipt.rejected), receipt = \(json)::jsonb,
        rejects_header = \(rejectsHeader)
      WHERE batch_id = \(batch)
      """)
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
