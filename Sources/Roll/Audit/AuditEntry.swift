internal import Foundation
public import Postgres

/// One entry of the audit: who did what, when, to what. Entries are only ever added; each holds the hash of the one before.
public struct AuditEntry: Sendable, Equatable {
  /// Its number, from 1.
  public var number: Int64
  /// When the act was done.
  public var recordedAt: Instant
  /// Who acted, as the program stated it.
  public var recordedBy: String
  /// The database role that acted, as the server knew it.
  public var role: String
  /// What was done.
  public var act: String
  /// To what kind of thing.
  public var noun: String
  /// To which one.
  public var subject: String?
  /// The import that was made or taken back.
  public var batch: Int64?
  /// Counts and settings of the act, as a JSON object, byte for byte as it was recorded.
  public var facts: String
  /// Hash of the entry before.
  public var previous: [UInt8]
  /// The entry's own hash.
  public var hash: [UInt8]

  /// The newest entries, the newest first.
  /// - Parameter limit: at most so many; nil for all.
  public static func read(limit: Int? = nil, on connection: inout Connection) throws -> [AuditEntry] {
    try connection.run("\(fragment: selection) ORDER BY entry_id DESC LIMIT \(limit)").map(decode)
  }

  /// The facts in one line: `new 5, rejected 2`, without what is nothing.
  public var factsInWords: String {
    guard let known else { return facts }
    return known.filter { $0.value != .number(0) && $0.value != .flag(false) }
      .sorted { $0.key < $1.key }
      .map { name, fact in
        // Of a digest the beginning is enough to recognise a file by.
        let text = fact.description.count == 64 ? fact.description.prefix(12) + "…" : fact.description
        return "\(name.split(separator: "_").joined(separator: " ")) \(text)"
      }
      .joined(separator: ", ")
  }

  /// The hash as `audit verify --noted` takes it.
  public var hashInHexadecimal: String { hash.hexadecimal }

  private var known: [String: AuditFact]? {
    try? JSONDecoder().decode([String: AuditFact].self, from: Data(facts.utf8))
  }

  /// What `decode` reads; an order is to be added.
  static let selection: SQL = """
    SELECT entry_id, recorded_at, recorded_by, role, act, noun, subject, batch_id, facts, previous, hash FROM audit_entry
    """

  static func decode(_ row: borrowing Row) throws(PostgresError) -> AuditEntry {
    AuditEntry(
      number: try row.value(0), recordedAt: try row.value(1), recordedBy: try row.value(2),
      role: try row.value(3), act: try row.value(4), noun: try row.value(5), subject: try row.value(6),
      batch: try row.value(7), facts: try row.value(8), previous: try row.value(9), hash: try row.value(10))
  }
}

extension AuditEntry: Encodable {
  private enum CodingKeys: String, CodingKey {
    case entry, act, noun, subject, batch, facts, previous, hash, role
    case recordedAt = "recorded_at"
    case recordedBy = "recorded_by"
  }

  /// As JSON: hashes in hexadecimal, the facts as the object they are.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(number, forKey: .entry)
    try values.encode(recordedAt, forKey: .recordedAt)
    try values.encode(recordedBy, forKey: .recordedBy)
    try values.encode(role, forKey: .role)
    try values.encode(act, forKey: .act)
    try values.encode(noun, forKey: .noun)
    try values.encode(subject, forKey: .subject)
    try values.encode(batch, forKey: .batch)
    if let known {
      try values.encode(known, forKey: .facts)
    } else {
      try values.encode(facts, forKey: .facts)
    }
    try values.encode(previous.hexadecimal, forKey: .previous)
    try values.encode(hash.hexadecimal, forKey: .hash)
  }
}

extension [UInt8] {
  /// Two digits a byte.
  var hexadecimal: String {
    map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
