/// Where a field's content stands, counted from its record's first byte, without its quotes.
struct CSVField {
  var start: UInt32
  var end: UInt32
  var isQuoted: Bool
  /// Whether the content holds doubled or escaped bytes and must be copied to be read.
  var isEscaped: Bool
}

extension CSVDialect {
  /// The content of a field with its doubled quotes and its escapes undone.
  func unescape(_ content: Span<UInt8>) -> [UInt8] {
    var plain: [UInt8] = []
    plain.reserveCapacity(content.count)
    var index = 0
    while index < content.count {
      let byte = content[index]
      let next = index + 1 < content.count ? content[index + 1] : nil
      let isDoubled = byte == quote && next == quote
      let isEscape = byte == escape && next != nil && (next == quote ?? delimiter || next == escape)
      if isDoubled || isEscape { index += 1 }
      plain.append(content[index])
      index += 1
    }
    return plain
  }
}
