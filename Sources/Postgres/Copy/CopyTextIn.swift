/// Writes rows in COPY's text or CSV format. The server reads each value as it reads a literal of the column's type. Every
/// value is escaped or quoted, so that none can end the data early, shift a column or be taken for NULL. Lent to a closure;
/// blocks of 64 KiB go to the server as they fill, so memory does not grow.
///
/// The binary format of `CopyIn` costs the server half the work; take this one where the values are text already.
public struct CopyTextIn: ~Copyable, CopyWriter {
  var sink: CopySink
  /// The number of columns that the COPY names.
  public let columnCount: Int
  /// How the rows are written.
  public let format: CopyTextFormat

  init(sink: CopySink, columns: Int, format: CopyTextFormat) {
    self.sink = sink
    columnCount = columns
    self.format = format
  }

  /// Writes one row: one value for each column, nil for NULL. Empty text stays empty text.
  /// - Throws: `PostgresError` of kind `misuse` where there are more or fewer values than columns, where a value has a NUL,
  ///   or where the row has 1 GiB; of kind `connectionLost` where the COPY was cut off (then `copyIn` says why). The COPY
  ///   then fails as a whole, even where the error is caught. A row that the server refuses is told at the end of the COPY.
  public mutating func row(_ values: [String?]) throws(PostgresError) {
    try sink.checkFault()
    try sink.flushIfFull()
    sink.rows += 1
    guard values.count == columnCount else {
      throw sink.fail("row \(sink.rows) has \(values.count) values for \(columnCount) columns")
    }
    // Checked before, lest the buffer grow without bounds, and after, since escapes need more room.
    let length = values.reduce(0) { $0 + ($1?.utf8.count ?? 0) }
    guard length < sink.rowLimit else { throw sink.failAsOversized() }
    let start = sink.buffer.count
    if let field = format.append(values, to: &sink.buffer) {
      throw sink.fail(
        "value \(field + 1) of row \(sink.rows) contains a NUL character, which PostgreSQL text cannot hold")
    }
    guard sink.buffer.count - start < sink.rowLimit else { throw sink.failAsOversized() }
  }

  mutating func finish() throws(PostgresError) {
    try sink.checkFault()
    try sink.flush()
  }
}
