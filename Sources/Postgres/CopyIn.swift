internal import CLibpq

/// Writes rows in COPY's binary format (PostgreSQL documentation, COPY, "Binary Format"): no value can end the data early
/// or be taken for NULL. Lent to a closure; blocks of 64 KiB go to the server as they fill, so memory does not grow.
@safe public struct CopyIn: ~Copyable {
  let wire: Wire
  let statement: String
  let file: String
  let line: Int
  var buffer: [UInt8]
  private(set) var rows = 0
  private var fieldsLeft = 0

  /// Above this many bytes a block is sent. Measured: 16 to 64 KiB is best, larger blocks are slower.
  static let blockBytes = 65_536

  init(wire: Wire, statement: String, file: String, line: Int) {
    self.wire = wire
    self.statement = statement
    self.file = file
    self.line = line
    buffer = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00] + [0, 0, 0, 0] + [0, 0, 0, 0]
    buffer.reserveCapacity(Self.blockBytes * 2)
  }

  /// Begins a row of `fields` fields; each must then be written once, in order.
  public mutating func row(fields: Int) throws(PostgresError) {
    guard fieldsLeft == 0 else {
      throw misuse("row \(rows) lacks \(fieldsLeft) of its fields")
    }
    if buffer.count >= Self.blockBytes { try flush() }
    rows += 1
    fieldsLeft = fields
    append(Int16(fields))
  }

  /// NULL.
  public mutating func null() {
    fieldsLeft -= 1
    append(Int32(-1))
  }

  /// Bytes as they are: text in UTF-8, or any value in its binary format.
  public mutating func write(_ bytes: Span<UInt8>) {
    fieldsLeft -= 1
    append(Int32(bytes.count))
    for index in bytes.indices { buffer.append(bytes[index]) }
  }

  /// Bytes as they are.
  public mutating func write(_ bytes: [UInt8]) {
    fieldsLeft -= 1
    append(Int32(bytes.count))
    buffer += bytes
  }

  /// Text.
  public mutating func write(_ text: String) {
    fieldsLeft -= 1
    append(Int32(text.utf8.count))
    buffer += text.utf8
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
    buffer.append(value ? 1 : 0)
  }

  /// `date`
  public mutating func write(_ date: PostgresDate) { write(date.daysSince2000) }

  /// `timestamp with time zone`
  public mutating func write(_ instant: PostgresInstant) { write(instant.microsecondsSince2000) }

  /// Text, or NULL.
  public mutating func write(_ text: String?) {
    if let text { write(text) } else { null() }
  }

  /// A moment, or NULL.
  public mutating func write(_ instant: PostgresInstant?) {
    if let instant { write(instant) } else { null() }
  }

  private mutating func append<Number: FixedWidthInteger>(_ value: Number) {
    var shift = Number.bitWidth - 8
    while shift >= 0 {
      buffer.append(UInt8(truncatingIfNeeded: value >> shift))
      shift -= 8
    }
  }

  mutating func flush() throws(PostgresError) {
    let sent = unsafe buffer.withUnsafeBytes { bytes in
      unsafe PQputCopyData(
        wire.connection, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
    }
    guard sent == 1 else { throw wire.broken(statement: statement, file: file, line: line) }
    buffer.removeAll(keepingCapacity: true)
  }

  mutating func finish() throws(PostgresError) {
    guard fieldsLeft == 0 else { throw misuse("row \(rows) lacks \(fieldsLeft) of its fields") }
    append(Int16(-1))
    try flush()
  }

  private func misuse(_ message: String) -> PostgresError {
    .misuse(message, statement: statement, file: file, line: line)
  }
}

extension Wire {
  /// One binary COPY from its start to its end. The count that the server states must be that of the rows sent.
  func copyIn(
    _ sql: SQL, file: String, line: Int, _ body: (inout CopyIn) throws -> Void
  ) throws -> Int {
    try beginCopy(sql, file: file, line: line)
    var copy = CopyIn(wire: self, statement: sql.text, file: file, line: line)
    do {
      try body(&copy)
      try copy.finish()
    } catch {
      // The server's own refusal of a row is what broke the stream; only then is its answer the better error. Otherwise
      // its echo of our ending must not hide what the caller threw.
      unsafe PQputCopyEnd(connection, "ended by the sender")
      let answer = Result { try collect(statement: sql.text, file: file, line: line).affectedRows }
      if let ours = error as? PostgresError, ours.kind == .connectionLost || ours.kind == .misuse,
        case .failure(let server as PostgresError) = answer, server.sqlState != nil,
        server.sqlState != .queryCanceled
      {
        throw server
      }
      throw error
    }
    guard unsafe PQputCopyEnd(connection, nil) == 1 else {
      throw broken(statement: sql.text, file: file, line: line)
    }
    let counted = try collect(statement: sql.text, file: file, line: line).affectedRows
    guard counted == copy.rows else {
      throw PostgresError(
        kind: .copyCountDiffers, message: "\(copy.rows) rows were sent, the server counted \(counted)",
        statement: sql.text, spoils: isInTransaction ? .transaction : .nothing, file: file, line: line)
    }
    return counted
  }

  private func beginCopy(_ sql: SQL, file: String, line: Int) throws(PostgresError) {
    guard unsafe PQsendQuery(connection, sql.text) == 1 else {
      throw broken(statement: sql.text, file: file, line: line)
    }
    guard let result = unsafe PQgetResult(connection) else {
      throw broken(statement: sql.text, file: file, line: line)
    }
    let status = unsafe PQresultStatus(result)
    let isBinary = unsafe PQbinaryTuples(result) == 1
    if status == PGRES_COPY_IN && isBinary {
      unsafe PQclear(result)
      return
    }
    let failed = status == PGRES_FATAL_ERROR
    let refusal =
      unsafe failed
      ? error(from: result, statement: sql.text, file: file, line: line)
      : .misuse(
        "copyIn takes COPY … FROM STDIN (FORMAT binary), and nothing else", statement: sql.text, file: file,
        line: line)
    unsafe PQclear(result)
    if status == PGRES_COPY_IN { unsafe PQputCopyEnd(connection, "not in binary format") }
    abandonQuietly(status)
    throw refusal
  }

  private func abandonQuietly(_ status: ExecStatusType) {
    if status == PGRES_COPY_OUT {
      abandon()
    } else {
      while let rest = unsafe PQgetResult(connection) { unsafe PQclear(rest) }
    }
  }
}
