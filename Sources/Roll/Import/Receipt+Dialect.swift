internal import CSV

extension Receipt.Dialect {
  enum CodingKeys: String, CodingKey {
    case encoding, inferred, compression, bom, delimiter, quote, escape, comment, confidence, header
    case preambleLines = "preamble_lines"
    case inferredFrom = "inferred_from"
    case byteOffsets = "byte_offsets"
    case dateOrder = "date_order"
    case dateOrderLine = "date_order_line"
    case timeNumbers = "time_numbers"
    case timeZone = "time_zone"
  }

  /// From JSON, also that of receipts from before there was more than UTF-8.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    encoding = try values.decode(String.self, forKey: .encoding)
    inferred = try values.decodeIfPresent(Bool.self, forKey: .inferred) ?? false
    inferredFrom = try values.decodeIfPresent([String].self, forKey: .inferredFrom) ?? []
    compression = try values.decodeIfPresent(String.self, forKey: .compression)
    byteOffsets = try values.decodeIfPresent(String.self, forKey: .byteOffsets) ?? "file"
    bom = try values.decode(Bool.self, forKey: .bom)
    delimiter = try values.decode(String.self, forKey: .delimiter)
    quote = try values.decodeIfPresent(String.self, forKey: .quote)
    escape = try values.decodeIfPresent(String.self, forKey: .escape)
    comment = try values.decodeIfPresent(String.self, forKey: .comment)
    preambleLines = try values.decodeIfPresent(Int.self, forKey: .preambleLines) ?? 0
    confidence = try values.decodeIfPresent(Double.self, forKey: .confidence)
    header = try values.decode(Bool.self, forKey: .header)
    dateOrder = try values.decode(String.self, forKey: .dateOrder)
    dateOrderLine = try values.decodeIfPresent(Int.self, forKey: .dateOrderLine)
    timeNumbers = try values.decodeIfPresent([String: TimeNumber].self, forKey: .timeNumbers) ?? [:]
    timeZone = try values.decode(String.self, forKey: .timeZone)
  }

  /// As JSON, every key each time: what there is not is null.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(encoding, forKey: .encoding)
    try values.encode(inferred, forKey: .inferred)
    try values.encode(inferredFrom, forKey: .inferredFrom)
    try values.encode(compression, forKey: .compression)
    try values.encode(byteOffsets, forKey: .byteOffsets)
    try values.encode(bom, forKey: .bom)
    try values.encode(delimiter, forKey: .delimiter)
    try values.encode(quote, forKey: .quote)
    try values.encode(escape, forKey: .escape)
    try values.encode(comment, forKey: .comment)
    try values.encode(preambleLines, forKey: .preambleLines)
    try values.encode(confidence, forKey: .confidence)
    try values.encode(header, forKey: .header)
    try values.encode(dateOrder, forKey: .dateOrder)
    try values.encode(dateOrderLine, forKey: .dateOrderLine)
    try values.encode(timeNumbers, forKey: .timeNumbers)
    try values.encode(timeZone, forKey: .timeZone)
  }
}

extension Receipt.Dialect {
  /// How the text is read, without the lines that show it.
  mutating func note(_ encoding: CSVEncoding, compression: CSVCompression?, hasFileOffsets: Bool) {
    self.encoding = encoding.encoding.name
    inferred = encoding.basis == .inferred
    self.compression = compression?.rawValue
    byteOffsets = hasFileOffsets ? "file" : "text"
    bom = encoding.markBytes > 0
  }
}

extension Receipt.Dialect {
  /// How the rows are told apart, and how sure that is.
  mutating func note(_ finding: CSVFinding, told: CSVTold) {
    let best = finding.best
    delimiter = String(UnicodeScalar(best.dialect.delimiter))
    quote = best.dialect.quote.map { String(UnicodeScalar($0)) }
    escape = best.dialect.escape.map { String(UnicodeScalar($0)) }
    comment = best.dialect.comment.map { String(UnicodeScalar($0)) }
    preambleLines = best.preambleLines
    let isTold = told.delimiter != nil && told.quote != .open
    confidence = isTold ? nil : (finding.confidence * 1000).rounded() / 1000
  }
}

extension Receipt.Dialect {
  /// What the whole file said of its times.
  mutating func note(_ times: FileTimes, _ order: StatedTime.Order?, _ columns: SignatureColumns) {
    if let order = order ?? times.order { dateOrder = order.rawValue }
    dateOrderLine = times.settled?.cell.line
    for (field, column) in columns.times {
      timeNumbers[field.rawValue] = times.numbers[column]?.kind
    }
  }
}
