/// What ends a record in a written file.
public enum CSVLineEnd: Sendable, Equatable {
  /// LF.
  case lf
  /// CR LF, as RFC 4180 has it.
  case crlf
}

/// Writes records as RFC 4180 has them, quoting a field only where it must be.
///
/// What is written is read back by `CSVReader` with the same dialect, field for field (NUL bytes apart, which it
/// refuses, and provided the dialect has quotes). Bytes go to the sink in blocks; `finish()` hands over the last.
public struct CSVWriter<Failure: Error>: ~Copyable {
  private let delimiter: UInt8
  private let quote: UInt8
  private let escape: UInt8?
  private let comment: UInt8?
  private let lineEnd: CSVLineEnd
  private let blockBytes: Int
  private let sink: (([UInt8]) throws(Failure) -> Void)?
  fileprivate var buffer: [UInt8] = []
  private var fieldsInRecord = 0
  private var recordIsBlank = true
  private var isAtStart = true

  /// A writer into a sink, which gets blocks of about `blockBytes`. What the sink throws, the writing function
  /// throws; the block is then lost and the file with it.
  /// - Parameter byteOrderMark: whether the file begins with a UTF-8 byte order mark, for spreadsheets.
  public init(
    dialect: CSVDialect = .comma, lineEnd: CSVLineEnd = .lf, byteOrderMark: Bool = false,
    blockBytes: Int = 1 << 16,
    sink: @escaping ([UInt8]) throws(Failure) -> Void
  ) {
    self.init(dialect, lineEnd, byteOrderMark, blockBytes, sink)
  }

  fileprivate init(
    _ dialect: CSVDialect, _ lineEnd: CSVLineEnd, _ byteOrderMark: Bool, _ blockBytes: Int,
    _ sink: (([UInt8]) throws(Failure) -> Void)?
  ) {
    delimiter = dialect.delimiter
    quote = dialect.quote ?? UInt8(ascii: "\"")
    escape = dialect.escape
    comment = dialect.comment
    self.lineEnd = lineEnd
    self.blockBytes = blockBytes
    self.sink = sink
    if byteOrderMark {
      buffer = [0xEF, 0xBB, 0xBF]
      isAtStart = false
    }
  }

  /// One field more of the present record.
  public mutating func field(_ text: String) throws(Failure) { try field(text.utf8.span) }

  /// One field more of the present record, as UTF-8 bytes.
  public mutating func field(_ bytes: Span<UInt8>) throws(Failure) {
    if fieldsInRecord > 0 { buffer.append(delimiter) }
    fieldsInRecord += 1
    recordIsBlank = fieldsInRecord == 1 && bytes.isEmpty
    if needsQuotes(bytes) { appendQuoted(bytes) } else { append(bytes) }
    isAtStart = isAtStart && bytes.isEmpty
    if buffer.count >= blockBytes { try flush() }
  }

  /// Ends the present record. A record of no fields writes nothing.
  public mutating func endRecord() throws(Failure) {
    guard fieldsInRecord > 0 else { return }
    // A record of one empty field would be a blank line, which is no record.
    if recordIsBlank { buffer += [quote, quote] }
    if lineEnd == .crlf { buffer.append(.carriageReturn) }
    buffer.append(.lineFeed)
    fieldsInRecord = 0
    isAtStart = false
    if buffer.count >= blockBytes { try flush() }
  }

  /// A whole record.
  public mutating func record(_ fields: [String]) throws(Failure) {
    for text in fields { try field(text) }
    try endRecord()
  }

  /// Whole records as they are to stand in the file, such as `CSVReader.withPlainRecords` lends. Only between records.
  public mutating func records(_ bytes: Span<UInt8>) throws(Failure) {
    // A copy of bytes; the array makes room for all of them first.
    unsafe bytes.withUnsafeBufferPointer { unsafe buffer.append(contentsOf: $0) }
    isAtStart = isAtStart && bytes.isEmpty
    if buffer.count >= blockBytes { try flush() }
  }

  /// Ends an open record and hands the last bytes to the sink. Without it they are lost.
  public consuming func finish() throws(Failure) {
    try endRecord()
    try flush()
  }

  /// Hands what is buffered to the sink.
  public mutating func flush() throws(Failure) {
    guard let sink, !buffer.isEmpty else { return }
    let block = buffer
    buffer = []
    buffer.reserveCapacity(block.count)
    try sink(block)
  }

  private func needsQuotes(_ bytes: Span<UInt8>) -> Bool {
    for index in bytes.indices {
      let byte = bytes[index]
      if byte == delimiter || byte == quote || byte.endsLine { return true }
    }
    if let comment, fieldsInRecord == 1, bytes.count > 0, bytes[0] == comment { return true }
    // At the start of the file these bytes would be taken for its byte order mark.
    return isAtStart && bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
  }

  private mutating func append(_ bytes: Span<UInt8>) {
    for index in bytes.indices { buffer.append(bytes[index]) }
  }

  private mutating func appendQuoted(_ bytes: Span<UInt8>) {
    buffer.append(quote)
    for index in bytes.indices {
      let byte = bytes[index]
      if byte == quote || byte == escape { buffer.append(byte) }
      buffer.append(byte)
    }
    buffer.append(quote)
  }
}

extension CSVWriter where Failure == Never {
  /// A writer into memory; `bytes()` ends it.
  public init(dialect: CSVDialect = .comma, lineEnd: CSVLineEnd = .lf, byteOrderMark: Bool = false) {
    self.init(dialect, lineEnd, byteOrderMark, Int.max, nil)
  }

  /// All that was written into memory, the open record ended.
  public consuming func bytes() -> [UInt8] {
    endRecord()
    return buffer
  }
}
