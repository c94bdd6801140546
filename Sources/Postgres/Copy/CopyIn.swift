internal import CLibpq

/// Writes rows in COPY's binary format (PostgreSQL documentation, COPY, "Binary Format"): no value can end the data early
/// or be taken for NULL. Lent to a closure; blocks of 64 KiB go to the server as they fill, so memory does not grow.
@safe public struct CopyIn: ~Copyable {
  let wire: Wire
  let statement: String
  let file: String
  let line: Int
  private let requestsBefore: Int
  var buffer: [UInt8]
  private(set) var rows = 0
  /// Whether libpq could not take a block. The server's answer then says why.
  private(set) var isCut = false
  private var fieldsLeft = 0
  private var isOversized = false

  /// Fields and rows of 1 GiB are more than the server can hold.
  private static let rowBytes = 1 << 30
  /// Above this many bytes a block is sent. Measured: 16 to 64 KiB is best, larger blocks are slower.
  static let blockBytes = 65_536

  init(wire: Wire, statement: String, file: String, line: Int) {
    self.wire = wire
    self.statement = statement
    self.file = file
    self.line = line
    requestsBefore = wire.state.cancelRequests.count
    buffer = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00] + [0, 0, 0, 0] + [0, 0, 0, 0]
    buffer.reserveCapacity(Self.blockBytes * 2)
  }

  /// Begins a row of `fields` fields, 0 to 32767; each must then be written once, in order.
  /// - Throws: `PostgresError` of kind `misuse` where the row before has other fields than it was begun with; of kind
  ///   `connectionLost` where the COPY was cut off (then `copyIn` says why). The COPY then fails as a whole. A row that
  ///   the server refuses is told at the end of the COPY.
  public mutating func row(fields: Int) throws(PostgresError) {
    try checkRow()
    guard let fieldCount = Int16(exactly: fields), fieldCount >= 0 else {
      throw misuse("a row cannot have \(fields) fields")
    }
    if buffer.count >= Self.blockBytes { try flush() }
    rows += 1
    fieldsLeft = fields
    append(fieldCount)
  }

  private func checkRow() throws(PostgresError) {
    guard !isOversized else {
      throw misuse("row \(rows) has 1 GiB or more, which no row of PostgreSQL can have")
    }
    guard fieldsLeft == 0 else {
      throw misuse(
        fieldsLeft > 0
          ? "row \(rows) lacks \(fieldsLeft) of its fields" : "row \(rows) has \(-fieldsLeft) fields too many"
      )
    }
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
    unsafe bytes.withUnsafeBufferPointer { unsafe buffer.append(contentsOf: $0) }
  }

  /// Bytes as they are.
  public mutating func write(_ bytes: [UInt8]) {
    guard beginField(bytes.count) else { return }
    buffer += bytes
  }

  /// Text.
  public mutating func write(_ text: String) {
    guard beginField(text.utf8.count) else { return }
    buffer += text.utf8
  }

  /// Writes the length of a field; false where there is no room for it, which the next `row` or the end reports.
  private mutating func beginField(_ length: Int) -> Bool {
    fieldsLeft -= 1
    guard length < Self.rowBytes - buffer.count else {
      isOversized = true
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
    // The pointer to the local copy is used inside the closure only.
    unsafe withUnsafeBytes(of: value.bigEndian) { unsafe buffer.append(contentsOf: $0) }
  }

  /// Whether the COPY was asked to stop since it began.
  var isCancelled: Bool { wire.state.cancelRequests.count != requestsBefore }

  mutating func flush() throws(PostgresError) {
    // libpq reads no answer while rows are sent, so of a cancelled COPY it would say nothing before the last one.
    let sent = unsafe buffer.withUnsafeBytes { bytes in
      unsafe isCancelled
        ? -1
        : PQputCopyData(
          wire.connection, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
    }
    guard sent == 1 else {
      isCut = true
      throw PostgresError(
        kind: .connectionLost, message: "the COPY was cut off", statement: statement, spoils: .connection,
        file: file, line: line)
    }
    buffer.removeAll(keepingCapacity: true)
  }

  mutating func finish() throws(PostgresError) {
    try checkRow()
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
      // The server may see our ending before the request that caused it: both then say the same.
      let reason = copy.isCancelled ? "canceling statement due to user request" : "ended by the sender"
      unsafe PQputCopyEnd(connection, reason)
      let answer = Result { try collect(statement: sql.text, file: file, line: line).affectedRows }
      // Where a block could not be sent, the server's answer says why. Everywhere else its answer is the echo of our
      // ending and must not hide what the caller threw.
      if copy.isCut, case .failure(let reason) = answer { throw reason }
      throw error
    }
    let ended = unsafe PQputCopyEnd(connection, nil)
    let counted = try collect(statement: sql.text, file: file, line: line).affectedRows
    guard ended == 1 else { throw broken(statement: sql.text, file: file, line: line) }
    guard counted == copy.rows else {
      throw PostgresError(
        kind: .copyCountDiffers, message: "\(copy.rows) rows were sent, the server counted \(counted)",
        statement: sql.text, spoils: isInTransaction ? .transaction : .nothing, file: file, line: line)
    }
    return counted
  }

  private func beginCopy(_ sql: SQL, file: String, line: Int) throws(PostgresError) {
    guard sql.parameters.isEmpty else {
      throw .misuse("COPY takes no parameters", statement: sql.text, file: file, line: line)
    }
    // Read by the server first, which refuses two statements in one text.
    try prepare(sql, file: file, line: line)
    // Then sent as a simple query: after an extended one libpq and the server disagree about the number of answers
    // where a COPY fails before it has read anything (a trigger for the statement, a cancel).
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
    let refusal =
      unsafe status == PGRES_FATAL_ERROR
      ? error(from: result, statement: sql.text, file: file, line: line)
      : .misuse(
        "copyIn takes COPY … FROM STDIN (FORMAT binary), and nothing else", statement: sql.text, file: file,
        line: line)
    unsafe PQclear(result)
    if status == PGRES_COPY_OUT { abandon() } else { drain() }
    throw settled(refusal)
  }
}
