internal import Crypto
internal import Foundation
public import Postgres

/// Proves that no entry of the audit was changed, added in between or taken out, and that no import or undo lacks its own.
///
/// The hashes are computed here from the entries' fields, not by what the database computed them with. Who can write to
/// the table as its owner can make the whole chain anew: only a hash that was noted elsewhere (`noted`) shows that.
public struct AuditVerification: Sendable, Encodable, Equatable {
  /// What does not agree.
  public struct Fault: Sendable, Encodable, Equatable {
    /// The first entry at fault; nil where one is missing altogether.
    public var entry: Int64?
    /// What is wrong.
    public var reason: String
  }

  /// Entries that were read.
  public var entries = 0
  /// Number of the last good entry.
  public var last: Int64 = 0
  /// Its hash, in hexadecimal: who notes it can later prove that nothing before it was changed.
  public var head = Self.nothing.hexadecimal
  /// The first fault; nil where there is none.
  public var fault: Fault?

  private static let nothing = [UInt8](repeating: 0, count: 32)

  /// Reads every entry, in one snapshot; memory does not grow with their number.
  /// - Parameter noted: the hash of an entry, in hexadecimal, that must be among them.
  public static func run(noted: String? = nil, on connection: inout Connection) throws -> AuditVerification {
    try connection.transaction(.snapshot) { transaction in
      var result = AuditVerification()
      var previous = nothing
      var holdsNoted = noted == nil
      try transaction.forEachRow("\(fragment: AuditEntry.selection) ORDER BY entry_id") { row in
        let entry = try AuditEntry.decode(row)
        result.entries += 1
        guard result.fault == nil else { return }
        result.fault = fault(of: entry, after: result.last, previous)
        guard result.fault == nil else { return }
        (result.last, previous) = (entry.number, entry.hash)
        if entry.hash.hexadecimal == noted { holdsNoted = true }
      }
      result.head = previous.hexadecimal
      guard result.fault == nil else { return result }
      result.fault = try unaccounted(in: &transaction)
      if result.fault == nil, !holdsNoted {
        result.fault = Fault(entry: nil, reason: "no entry has the hash \(noted ?? "")")
      }
      return result
    }
  }

  private static func fault(of entry: AuditEntry, after last: Int64, _ previous: [UInt8]) -> Fault? {
    if entry.number != last + 1 {
      return Fault(entry: last + 1, reason: "entry \(last + 1) is missing; the next is \(entry.number)")
    }
    if entry.previous != previous {
      return Fault(
        entry: entry.number,
        reason: "entry \(entry.number) does not follow "
          + (last == 0 ? "nothing, as the first must" : "entry \(last)"))
    }
    if entry.hash != digest(of: entry) {
      return Fault(
        entry: entry.number, reason: "entry \(entry.number) is not what it was when it was recorded")
    }
    return nil
  }

  /// SHA-256 over the hash before and the fields, each as a netstring (Bernstein, Netstrings, 1997), `-` where it is empty.
  static func digest(of entry: AuditEntry) -> [UInt8] {
    let fields = [
      "\(entry.number)", "\(entry.recordedAt.microseconds)", entry.recordedBy, entry.role, entry.act,
      entry.noun, entry.subject, entry.batch.map { "\($0)" }, entry.facts,
    ]
    let text = fields.map { field in (field.map { "\($0.utf8.count):\($0)" } ?? "-") + "," }.joined()
    return Array(SHA256.hash(data: entry.previous + Array(text.utf8)))
  }

  /// The last entries could be cut off without breaking the chain: imports and undos must each have one.
  private static func unaccounted(in transaction: inout Transaction) throws -> Fault? {
    let reason = try transaction.value(
      """
      SELECT format('%s %s has no entry', what, batch_id) FROM (
        SELECT b.batch_id, 'import' AS what, 'import' AS act FROM import_batch b
        WHERE b.batch_id > (SELECT (facts::jsonb ->> 'imports')::bigint FROM audit_entry WHERE entry_id = 1)
        UNION ALL
        SELECT b.batch_id, 'the undo of import', 'undo' FROM import_batch b
        WHERE b.undone_at > (SELECT recorded_at FROM audit_entry WHERE entry_id = 1)
      ) a WHERE NOT EXISTS (SELECT FROM audit_entry e WHERE e.batch_id = a.batch_id AND e.act = a.act)
      ORDER BY batch_id LIMIT 1
      """, as: String.self)
    return reason.map { Fault(entry: nil, reason: $0) }
  }
}
