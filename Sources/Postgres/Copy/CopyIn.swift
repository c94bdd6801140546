#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// Writes rows in COPY's binary format (PostgreSQL documentation, COPY, "Binary Format"): no value can end the data early
/// or be taken for NULL. Lent to a closure; blocks of 64 KiB go to the server as they fill, so memory does not grow.
public struct CopyIn: ~Copyable, CopyWriter {
  var sink: CopySink
  private var fieldsLeft = 0

  /// Signature, flags, and an extension of no bytes.
  static let header = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00] + [0, 0, 0, 0] + [0, 0, 0, 0]

  init(sink: CopySink) {
    self.sink = sink
    self.sink.buffer += Self.header
  }

  /// Gathers rows in memory, to be given to a COPY by `append`: later, or in another order. Nothing is sent.
  public init(file: String = #fileID, line: Int = #line) {
    sink = CopySink(wire: nil, statement: "rows for a COPY", file: file, line: line)
  }

  /// The bytes that wait: of rows that are only gathered, all of them.
  public var byteCount: Int { sink.buffer.count }

  /// Forgets the rows that were gathered, and keeps their room for others.
  public mutating func removeAll() {
    sink.buffer.removeAll(keepingCapacity: true)
    sink.rows = 0
    fieldsLeft = 0
  }

  /// Sends a row that was gathered.
  /// - Parameters:
  ///   - rows: where the row was gathered.
  ///   - bytes: where it lies there: from the `byteCount` before `row(fields:)` to that after its last field.
  /// - Throws: as `row(fields:)`; of kind `misuse` where there are no such bytes. That they are one row is the caller's part;
  ///   the server, or at last its count, refuses anything else.
  public mutating func append(
    _ rows: borrowing CopyIn, bytes: Range<Int>
  ) throws(PostgresError) {
    try checkRow()
    guard !bytes.isEmpty, bytes.lowerBound >= 0, bytes.upperBound <= rows.sink.buffer.count else {
      throw sink.fail("no row lies at bytes \(bytes) of \(rows.sink.buffer.count)")
    }
    try sink.flushIfFull()
    sink.rows += 1
    sink.buffer += rows.sink.buffer[bytes]
  }

  /// Sends all rows that were gathered, in their order.
  /// - Throws: as `row(fields:)`.
  public mutating func append(_ rows: borrowing CopyIn) throws(PostgresError) {
    try checkRow()
    try rows.sink.checkFault()
    if let message = rows.rowFault { throw sink.fail(message) }
    sink.rows += rows.sink.rows
    var start = 0
    while start < rows.sink.buffer.count {
      let end = min(start + CopySink.blockBytes, rows.sink.buffer.count)
      sink.buffer += rows.sink.buffer[start..<end]
      try sink.flushIfFull()
      start = end
    }
  }

  /// Begins a row of `fields` fields, 0 to 32767; each must then be written once, in order.
  /// - Throws: `PostgresError` of kind `misuse` where the row before has other fields than it was begun with; of kind
  ///   `connectionLost` where the COPY was cut off (then `copyIn` says why). The COPY then fails as a whole, even where the
  ///   error is caught. A row that the server refuses is told at the end of the COPY.
  public mutating func row(fields: Int) throws(PostgresError) {
    try checkRow()
    guard let fieldCount = Int16(exactly: fields), fieldCount >= 0 else {
      throw sink.fail("a row cannot have \(fields) fields")
    }
    try sink.flushIfFull()
    sink.rows += 1
    fieldsLeft = fields
    append(fieldCount)
  }

  private mutating func checkRow() throws(PostgresError) {
    try sink.checkFault()
    if let message = rowFault { throw sink.fail(message) }
  }

  /// What is wrong with the number of the last row's fields.
  private var rowFault: String? {
    if fieldsLeft == 0 { return nil }
    return fieldsLeft > 0
      ? "row \(sink.rows) lacks \(fieldsLeft) of its fields"
      : "row \(sink.rows) has \(-fieldsLeft) fields too many"
  }

  /// NULL.
  public mutating func null() {
    fieldsLeft -= 1
    append(Int32(-1))
  }

  /// Bytes as they are: text in UTF-8, or any value in its binary format.
  public mutating func write(_ bytes: Span<UInt8>) {
    guard beginField(bytes.count) else { return }
    // One copy for the field. The pointer is used inside the closure only.
    unsafe bytes.withUnsafeBufferPointer { unsafe sink.buffer.append(contentsOf: $0) }
  }

  /// Bytes as they are.
  public mutating func write(_ bytes: [UInt8]) {
    guard beginField(bytes.count) else { return }
    sink.buffer += bytes
  }

  /// Text.
  public mutating func write(_ text: String) {
    guard beginField(text.utf8.count) else { return }
    sink.buffer += text.utf8
  }

  /// Writes the length of a field; false where there is no room for it, which the next `row` or the end reports.
  private mutating func beginField(_ length: Int) -> Bool {
    fieldsLeft -= 1
    guard length < CopySink.rowBytes - sink.buffer.count else {
      _ = sink.failAsOversized()
      return false
    }
    append(Int32(length))
    return true
  }

  /// `bigint`
  public mutating func write(_ value: Int64) {
    fieldsLeft -= 1
    append(Int32(8))
    append(value)
  }

  /// `integer`
  public mutating func write(_ value: Int32) {
    fieldsLeft -= 1
    append(Int32(4))
    append(value)
  }

  /// `boolean`
  public mutating func write(_ value: Bool) {
    fieldsLeft -= 1
    append(Int32(1))
    sink.buffer.append(value ? 1 : 0)
  }

  /// `date`
  public mutating func write(_ date: PostgresDate) { write(date.daysSince2000) }

  /// `timestamp with time zone`
  public mutating func write(_ instant: PostgresInstant) { write(instant.microsecondsSince2000) }

  /// `uuid`
  public mutating func write(_ value: UUID) {
    fieldsLeft -= 1
    append(Int32(16))
    // The pointer to the local copy is used inside the closure only.
    unsafe withUnsafeBytes(of: value.uuid) { unsafe sink.buffer.append(contentsOf: $0) }
  }

  /// `double precision`
  public mutating func write(_ value: Double) {
    fieldsLeft -= 1
    append(Int32(8))
    append(value.bitPattern)
  }

  /// Any other value, in the form that it has as a parameter. The column must have that very type: a COPY converts nothing.
  public mutating func write(_ value: some PostgresEncodable) {
    if let bytes = value.parameter.bytes { write(bytes) } else { null() }
  }

  /// Any other value, or NULL.
  public mutating func write<Value: PostgresEncodable>(_ value: Value?) {
    if let value { write(value) } else { null() }
  }

  /// Text, or NULL.
  public mutating func write(_ text: String?) {
    if let text { write(text) } else { null() }
  }

  /// A moment, or NULL.
  public mutating func write(_ instant: PostgresInstant?) {
    if let instant { write(instant) } else { null() }
  }

  private mutating func append<Number: FixedWidthInteger>(_ value: Number) {
    // The pointer to the local copy is used inside the closure only.
    unsafe withUnsafeBytes(of: value.bigEndian) { unsafe sink.buffer.append(contentsOf: $0) }
  }

  mutating func finish() throws(PostgresError) {
    try checkRow()
    append(Int16(-1))
    try sink.flush()
  }
}
