extension CSVReader {
  /// How many fields the present record has; 0 where there is none.
  public var fieldCount: Int { recordEnd == nil ? 0 : scanner.fields.count }

  /// Lends a field's bytes, which are UTF-8, without quotes and escapes. Columns count from 0.
  /// They are the buffer's own bytes, copied only where a doubled quote or an escape must be undone.
  public borrowing func withField<Value: ~Copyable, Failure: Error>(
    _ column: Int, _ body: (Span<UInt8>) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let field = self.field(column)
    let content = buffer.bytes.span.extracting(
      (scanner.start + Int(field.start))..<(scanner.start + Int(field.end)))
    guard field.isEscaped else { return try body(content) }
    let plain = dialect.unescape(content)
    return try body(plain.span)
  }

  /// A field as text. Columns count from 0.
  public borrowing func string(_ column: Int) -> String {
    withField(column) { bytes in
      // The whole record was found to be UTF-8, and delimiters and quotes are ASCII: so is each field.
      String(copying: unsafe UTF8Span(unchecked: bytes))
    }
  }

  /// All fields as text.
  public borrowing func strings() -> [String] {
    var all: [String] = []
    all.reserveCapacity(fieldCount)
    for column in 0..<fieldCount { all.append(string(column)) }
    return all
  }

  /// Whether the field stands in quotes. Columns count from 0.
  public borrowing func wasQuoted(_ column: Int) -> Bool { field(column).isQuoted }

  /// Lends the record's bytes as they stand in the file, without the line end; none where the last step was no record.
  public borrowing func withRecordBytes<Value: ~Copyable, Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    return try body(buffer.bytes.span.extracting(scanner.start..<(recordEnd ?? scanner.start)))
  }

  /// The record's bytes as they stand in the file, without the line end.
  public borrowing func recordBytes() -> [UInt8] {
    withRecordBytes { bytes in
      var copy: [UInt8] = []
      copy.reserveCapacity(bytes.count)
      for index in bytes.indices { copy.append(bytes[index]) }
      return copy
    }
  }

  private func field(_ column: Int) -> CSVField {
    precondition(recordEnd != nil, "no record here: the last step was no record")
    return scanner.fields[column]
  }
}
