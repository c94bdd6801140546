extension CSVReader {
  /// How much of the buffer is gone over at once behind bytes that were no text.
  private static let narrowWindow = 1 << 10
  private static let widestWindow = 1 << 24

  /// Goes over as many plain records as lie in memory, and lends their bytes, each record with its line end. How many
  /// there were; the next step goes on behind them. 0 where the next record is not plain, or none is known to be: `next()`
  /// then tells what it is.
  ///
  /// Plain is a record without escapes, doubled quotes, CR and NUL, in one line that ends with LF, which is UTF-8 and has the
  /// expected number of fields; quotes stand only around a field that holds a delimiter. Its bytes are what `CSVWriter`
  /// writes for it in the same dialect, where that has quotes, so that they can be passed on as they are. No step of its
  /// own is made for it, and `position` counts it.
  public mutating func withPlainRecords<Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Void
  ) throws(Failure) -> Int {
    guard let expected = expectedFieldCount, mayBePlain, failure == nil else { return 0 }
    leaveRecord()
    guard !scanner.followsReturn, scanner.start < buffer.filled else { return 0 }
    let (start, filled) = (scanner.start, buffer.filled)
    var run = CSVPlainRun(
      start: start, fields: expected, delimiter: dialect.delimiter, quote: dialect.quote,
      longest: maximumRecordBytes)
    run.find(in: buffer.bytes.span, to: plainWindow < filled - start ? start + plainWindow : filled)
    plainWindow = run.isCut ? Self.narrowWindow : min(plainWindow * 4, Self.widestWindow)
    guard run.records > 0 else { return 0 }
    position = CSVPosition(
      record: position.record + run.records, line: scanner.line + run.records - 1,
      byteOffset: buffer.offset + run.lastStart)
    scanner.resume(at: run.end, line: scanner.line + run.records, followsReturn: false)
    try body(buffer.bytes.span.extracting(start..<run.end))
    return run.records
  }

  /// Where bare bytes mean what they are.
  private var mayBePlain: Bool { dialect.escape == nil && dialect.comment == nil }
}
