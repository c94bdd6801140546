extension CSVReader {
  /// How much of the buffer is gone over at once behind bytes that were no text.
  private static let narrowWindow = 1 << 10
  private static let widestWindow = 1 << 24

  /// Goes over as many plain records as lie in memory, and lends their bytes, each record with its line end. How many
  /// there were; the next step goes on behind them. 0 where the next record is not plain, or none is known to be: `next()`
  /// then tells what it is.
  ///
  /// Plain is a record without quotes, escapes, CR and NUL, of the expected number of fields, which is UTF-8 and ends with
  /// LF. Its bytes are what `CSVWriter` writes for it in the same dialect, where that has quotes, so that they can be
  /// passed on as they are. No step of its own is made for it, and `position` counts it.
  public mutating func withPlainRecords<Failure: Error>(
    _ body: (Span<UInt8>) throws(Failure) -> Void
  ) throws(Failure) -> Int {
    guard let expected = expectedFieldCount, mayBePlain, failure == nil else { return 0 }
    leaveRecord()
    guard !scanner.followsReturn, scanner.start < buffer.filled else { return 0 }
    var run = CSVPlainRun(
      start: scanner.start, fields: expected, delimiter: dialect.delimiter,
      quote: dialect.quote ?? dialect.delimiter, longest: maximumRecordBytes)
    let (start, filled) = (scanner.start, buffer.filled)
    run.find(in: buffer.bytes.span, to: plainWindow < filled - start ? start + plainWindow : filled)
    plainWindow = min(plainWindow * 4, Self.widestWindow)
    if run.isWide, let wrong = invalidByte(in: start..<run.end) {
      plainWindow = Self.narrowWindow
      run.cut(before: wrong, in: buffer.bytes.span)
    }
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

  /// The first byte that is not UTF-8.
  private func invalidByte(in range: Range<Int>) -> Int? {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: buffer.bytes.span.extracting(range))
      return nil
    } catch {
      return range.lowerBound + error.byteOffsets.lowerBound
    }
  }
}

/// A run of plain records, found 64 bytes at a time: of each line end only the delimiters before it are counted.
struct CSVPlainRun {
  /// How many records it has.
  private(set) var records = 0
  /// Where the last of them begins.
  private(set) var lastStart: Int
  /// Where the next record begins.
  private(set) var end: Int
  /// Whether bytes beyond ASCII may be in it.
  private(set) var isWide = false

  private let start: Int
  private let fields: Int
  private let longest: Int
  private let quote: UInt8
  private let block: CSVBlock

  init(start: Int, fields: Int, delimiter: UInt8, quote: UInt8, longest: Int) {
    self.start = start
    self.fields = fields
    self.longest = longest
    self.quote = quote == delimiter ? .lineFeed : quote
    end = start
    lastStart = start
    block = CSVBlock(delimiter: delimiter, quote: quote)
  }

  /// Finds the run that begins at `start`. The bytes must be readable `CSVBlock.width` beyond `limit`.
  mutating func find(in span: Span<UInt8>, to limit: Int) {
    // Bytes have no padding that could be read uninitialised.
    let bytes = unsafe span.bytes
    var base = start
    var delimiters = 0
    while base < limit {
      let seen = block.lookApart(at: bytes, from: base)
      let known: UInt64 = limit &- base < CSVBlock.width ? (1 &<< UInt64(limit &- base)) &- 1 : ~0
      isWide = isWide || seen.isWide
      var counted = seen.delimiters & known
      var others = seen.others & known
      while others != 0 {
        let bit = UInt64(others.trailingZeroBitCount)
        others &= others &- 1
        let at = base &+ Int(bit)
        // Checked against the span's bounds; any byte is a valid UInt8.
        let byte = unsafe bytes.unsafeLoad(fromByteOffset: at, as: UInt8.self)
        if byte == .lineFeed {
          let below: UInt64 = (1 &<< bit) &- 1
          delimiters &+= (counted & below).nonzeroBitCount
          counted &= ~below
          guard delimiters &+ 1 == fields, at > end, at &- end <= longest else { return }
          records &+= 1
          lastStart = end
          end = at &+ 1
          delimiters = 0
        } else if byte == quote || byte == .carriageReturn || byte == 0 {
          return
        }
      }
      delimiters &+= counted.nonzeroBitCount
      base &+= CSVBlock.width
    }
  }

  /// Leaves out the record that holds this byte and those behind it.
  mutating func cut(before index: Int, in span: Span<UInt8>) {
    while end > start, index < end {
      end = lastStart
      records -= 1
      lastStart = max(start, end - 1)
      while lastStart > start, span[lastStart - 1] != .lineFeed { lastStart -= 1 }
    }
  }
}
