/// Reads the rows of a COPY in text format, as the server writes it without further options, from blocks that may be cut
/// anywhere. It knows nothing of a connection: any bytes give rows or a fault.
///
/// It takes what the server writes and nothing else: there is one way to write a row, so that a row which another way
/// shows is a sign that these are not such rows (another delimiter, another format).
struct CopyTextReader {
  let columns: Int
  /// The rows that were read so far.
  private(set) var count = 0
  /// The beginning of a row whose end has not arrived.
  private var rest: [UInt8] = []

  init(columns: Int) { self.columns = columns }

  /// Takes a block and gives every row that it completes to `body`.
  /// - Throws: `CopyFault`, or what `body` throws; after that nothing more must be read.
  mutating func read(_ block: Span<UInt8>, _ body: ([String?]) throws -> Void) throws {
    var start = 0
    while let end = Self.newline(in: block, from: start) {
      if rest.isEmpty {
        try take(block.extracting(start..<end), body)
      } else {
        rest += copied(block.extracting(start..<end))
        let line = rest
        rest = []
        try take(line.span, body)
      }
      start = end + 1
    }
    rest += copied(block.extracting(start..<block.count))
  }

  /// Ends the reading. The format has no end mark of its own: that all rows have come is known by the server's count.
  func finish() throws(CopyFault) {
    guard rest.isEmpty else { throw CopyFault("it ends within row \(count + 1)") }
  }

  private mutating func take(_ line: Span<UInt8>, _ body: ([String?]) throws -> Void) throws {
    let fields = try fields(of: line)
    count += 1
    try body(fields)
  }

  private func fields(of line: Span<UInt8>) throws(CopyFault) -> [String?] {
    // The row of a table without columns. A row of one column may be as empty.
    if columns == 0 && line.isEmpty { return [] }
    var fields: [String?] = []
    fields.reserveCapacity(columns)
    var start = 0
    for index in line.indices where line[index] == CopyTextFormat.tab {
      fields.append(try field(line.extracting(start..<index)))
      start = index + 1
    }
    fields.append(try field(line.extracting(start..<line.count)))
    guard fields.count == columns else {
      throw CopyFault("row \(count + 1) has \(fields.count) fields, not \(columns)")
    }
    return fields
  }

  private func field(_ bytes: Span<UInt8>) throws(CopyFault) -> String? {
    var isPlain = true
    for index in bytes.indices where bytes[index] <= 0x0D || bytes[index] == CopyTextFormat.backslash {
      isPlain = false
    }
    if isPlain { return try text(bytes) }
    if bytes.count == 2, bytes[0] == CopyTextFormat.backslash, bytes[1] == UInt8(ascii: "N") { return nil }
    let plain = try unescaped(bytes)
    return try text(plain.span)
  }

  private func unescaped(_ bytes: Span<UInt8>) throws(CopyFault) -> [UInt8] {
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      var byte = bytes[index]
      if byte == CopyTextFormat.backslash {
        index += 1
        guard index < bytes.count, let meant = CopyTextFormat.byte(for: bytes[index]) else {
          throw CopyFault("row \(count + 1) has a backslash that stands for nothing")
        }
        byte = meant
      } else if byte == 0 || CopyTextFormat.letter(for: byte) != nil {
        throw CopyFault("row \(count + 1) has a control character that the server would have escaped")
      }
      plain.append(byte)
      index += 1
    }
    return plain
  }

  private func text(_ bytes: Span<UInt8>) throws(CopyFault) -> String {
    guard let valid = try? UTF8Span(validating: bytes) else {
      throw CopyFault("row \(count + 1) is not UTF-8")
    }
    return String(copying: valid)
  }

  private static func newline(in block: Span<UInt8>, from start: Int) -> Int? {
    var index = start
    while index < block.count {
      if block[index] == CopyTextFormat.newline { return index }
      index += 1
    }
    return nil
  }
}
