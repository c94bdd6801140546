internal import Foundation
public import Postgres

/// Keeps account of what is done. Entries hold no personal data of signatories: numbers, slugs and counts, no names of files.
public enum Audit {
  /// What can be done.
  public enum Act: String, Sendable {
    /// A file was brought in.
    case `import`
    /// An import was taken back.
    case undo
    /// Data was carried out.
    case export
    /// A single fact was recorded.
    case record
    /// A fact was taken back.
    case retract
    /// A fact was taken back, and another recorded in its place.
    case correct
  }

  /// Adds an entry for an act of this transaction, of which it must be the last statement: from here to the commit no
  /// other act can add its own. It is there if and only if the act is.
  /// - Parameters:
  ///   - noun: what kind of thing was acted on.
  ///   - subject: which one: a slug.
  ///   - batch: the import that was made or taken back.
  ///   - facts: counts and settings; nothing that a signatory stated.
  public static func record(
    _ act: Act, _ noun: String, subject: String? = nil, batch: Int64? = nil, facts: [String: AuditFact] = [:],
    in transaction: inout Transaction
  ) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let json = String(decoding: try encoder.encode(facts), as: UTF8.self)
    try transaction.execute(
      """
      INSERT INTO audit_entry (act, noun, subject, batch_id, facts)
      VALUES (\(act.rawValue), \(noun), \(subject), \(batch), \(json))
      """)
  }

  /// Adds an entry in a transaction of its own. For an export: before the first byte leaves, so that one that is broken
  /// off has its entry too.
  public static func record(
    _ act: Act, _ noun: String, subject: String? = nil, facts: [String: AuditFact] = [:],
    on connection: inout Connection
  ) throws {
    try connection.transaction { transaction in
      try record(act, noun, subject: subject, facts: facts, in: &transaction)
    }
  }
}

/// A count, a word or a yes or no in an entry.
public enum AuditFact: Sendable, Equatable, Codable, CustomStringConvertible {
  /// A count or number.
  case number(Int64)
  /// A word, such as the name of a setting.
  case word(String)
  /// Yes or no.
  case flag(Bool)

  /// From JSON.
  public init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let flag = try? value.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? value.decode(Int64.self) {
      self = .number(number)
    } else {
      self = .word(try value.decode(String.self))
    }
  }

  /// As JSON.
  public func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    switch self {
    case .number(let number): try value.encode(number)
    case .word(let word): try value.encode(word)
    case .flag(let flag): try value.encode(flag)
    }
  }

  /// As a listing shows it.
  public var description: String {
    switch self {
    case .number(let number): "\(number)"
    case .word(let word): word
    case .flag(let flag): flag ? "yes" : "no"
    }
  }
}
