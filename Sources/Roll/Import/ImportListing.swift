internal import Foundation
public import Postgres

/// An import on record.
public struct ImportRecord: Sendable, Codable {
  /// Its receipt.
  public var receipt: Receipt
  /// When it was committed.
  public var recordedAt: Instant
  /// Who brought it in.
  public var recordedBy: String
  /// When it was taken back.
  public var undoneAt: Instant?
  /// Who took it back.
  public var undoneBy: String?

  enum CodingKeys: String, CodingKey {
    case receipt
    case recordedAt = "recorded_at"
    case recordedBy = "recorded_by"
    case undoneAt = "undone_at"
    case undoneBy = "undone_by"
  }

  /// Imports, the newest first; one where a number is given.
  /// - Throws: `RollError` where there is no import of that number.
  public static func read(batch: Int64? = nil, on connection: inout Connection) throws -> [ImportRecord] {
    let result = try connection.run(
      """
      SELECT receipt, recorded_at, recorded_by, undone_at, undone_by FROM import_batch
      WHERE \(batch)::bigint IS NULL OR batch_id = \(batch) ORDER BY batch_id DESC
      """)
    let rows = try result.map { (row) throws(PostgresError) in
      try row.columns((String, Instant, String, Instant?, String?).self)
    }
    if let batch, rows.isEmpty {
      throw RollError(.data, "there is no import \(batch)", hint: "rollcall import list shows what there is.")
    }
    return try rows.map { json, at, by, undoneAt, undoneBy in
      ImportRecord(
        receipt: try JSONDecoder().decode(Receipt.self, from: Data(json.utf8)), recordedAt: at,
        recordedBy: by,
        undoneAt: undoneAt, undoneBy: undoneBy)
    }
  }

  /// The folder of a campaign that the import's file came in; nil for a file that came alone.
  public var campaignFolder: String? {
    let parts = receipt.file.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 2 ? String(parts[0]) : nil
  }

  /// The imports that stand of the campaign that this one came with, itself included, by their numbers.
  public func parts(on connection: inout Connection) throws -> [Int64] {
    guard campaignFolder != nil, let batch = receipt.batch else { return [] }
    // One act has one moment.
    return try connection.values(
      """
      SELECT b.batch_id FROM import_batch b JOIN import_batch a ON a.batch_id = \(batch)
      WHERE b.recorded_at = a.recorded_at AND b.recorded_by = a.recorded_by AND b.undone_at IS NULL ORDER BY 1
      """, as: Int64.self)
  }

  /// The rejects file of an import, line by line, header first; where no row was refused, a header of the columns that every
  /// such file has.
  public static func rejects(
    batch: Int64, on connection: inout Connection, _ body: (String) throws -> Void
  ) throws {
    _ = try read(batch: batch, on: &connection)
    let header = try connection.value(
      "SELECT rejects_header FROM import_batch WHERE batch_id = \(batch)", as: String?.self)
    guard let header = header ?? nil else { return try body(RejectsFile.ownColumns.joined(separator: ",")) }
    try body(header)
    try refused(batch: batch, on: &connection) { try body($0.record) }
  }

  /// A refused row, as it is on record.
  public struct Refused: Sendable, Codable {
    /// Line of the import's file.
    public var line: Int64
    /// Byte of that file at which the row begins.
    public var byteOffset: Int64
    /// What stood in its way.
    public var reason: String
    /// Its line of the rejects file.
    public var record: String

    enum CodingKeys: String, CodingKey {
      case line, reason, record
      case byteOffset = "byte_offset"
    }
  }

  /// The refused rows of an import, in the order of its file.
  /// - Throws: `RollError` where there is no import of that number.
  public static func refused(
    batch: Int64, on connection: inout Connection, _ body: (Refused) throws -> Void
  ) throws {
    _ = try read(batch: batch, on: &connection)
    try connection.forEachRow(
      "SELECT line, byte_offset, reason, record FROM import_reject WHERE batch_id = \(batch) ORDER BY ordinal"
    ) { row in
      let (line, byteOffset, reason, record) = try row.columns((Int64, Int64, String, String).self)
      try body(Refused(line: line, byteOffset: byteOffset, reason: reason, record: record))
    }
  }
}
