/// A run of plain records, found 64 bytes at a time: of a stretch without quotes and line ends only the delimiters are counted.
struct CSVPlainRun {
  /// How many records it has.
  private(set) var records = 0
  /// Where the last of them begins.
  private(set) var lastStart: Int
  /// Where the next record begins.
  private(set) var end: Int
  /// Whether it was cut off because bytes behind it are no UTF-8.
  private(set) var isCut = false

  private let start: Int
  private let fields: Int
  private let longest: Int
  private let delimiter: UInt8
  private let quote: UInt8
  private let block: CSVBlock

  /// How many delimiters the present record has so far outside quotes, and how many inside those that are open.
  private var delimiters = 0
  private var quotedDelimiters = 0
  /// Whether quotes are open.
  private var isOpen = false
  /// Where bytes beyond ASCII began that were not looked at yet.
  private var wide: Int?

  init(start: Int, fields: Int, delimiter: UInt8, quote: UInt8?, longest: Int) {
    self.start = start
    self.fields = fields
    self.longest = longest
    self.delimiter = delimiter
    // Where nothing is quoted the line end stands in: it is compared first, so no byte is ever taken for a quote.
    self.quote = quote ?? .lineFeed
    end = start
    lastStart = start
    block = CSVBlock(delimiter: delimiter, quote: self.quote)
  }

  /// Finds the run that begins at `start`. The bytes must be readable `CSVBlock.width` beyond `limit`.
  mutating func find(in span: Span<UInt8>, to limit: Int) {
    scan(span, to: limit)
    guard let wide, wide < end else { return }
    _ = isText(wide..<end, in: span)
  }

  private mutating func scan(_ span: Span<UInt8>, to limit: Int) {
    // Bytes have no padding that could be read uninitialised.
    let bytes = unsafe span.bytes
    var base = start
    while base < limit {
      let seen = block.lookApart(at: bytes, from: base)
      if seen.isWide {
        if wide == nil { wide = base }
      } else if let from = wide {
        // A character of several bytes ends in the block in which it begins, or goes on in the next, which is then wide.
        guard isText(from..<base, in: span) else { return }
        wide = nil
      }
      let known: UInt64 = limit &- base < CSVBlock.width ? (1 &<< UInt64(limit &- base)) &- 1 : ~0
      var counted = seen.delimiters & known
      var others = seen.others & known
      while others != 0 {
        let bit = UInt64(others.trailingZeroBitCount)
        others &= others &- 1
        let below: UInt64 = (1 &<< bit) &- 1
        let before = (counted & below).nonzeroBitCount
        counted &= ~below
        guard take(base &+ Int(bit), delimitersBefore: before, in: bytes, to: limit) else { return }
      }
      count(counted.nonzeroBitCount)
      base &+= CSVBlock.width
    }
  }

  @inline(__always)
  private mutating func count(_ delimiters: Int) {
    if isOpen { quotedDelimiters &+= delimiters } else { self.delimiters &+= delimiters }
  }

  /// Takes a quote, or a byte below 0x10; false where the run ends before its record.
  @inline(__always)
  private mutating func take(_ at: Int, delimitersBefore: Int, in bytes: RawSpan, to limit: Int) -> Bool {
    count(delimitersBefore)
    // Checked against the span's bounds; any byte is a valid UInt8.
    let byte = unsafe bytes.unsafeLoad(fromByteOffset: at, as: UInt8.self)
    if byte == .lineFeed {
      guard !isOpen, delimiters &+ 1 == fields, at > end, at &- end <= longest else { return false }
      records &+= 1
      lastStart = end
      end = at &+ 1
      delimiters = 0
    } else if byte == quote {
      guard isOpen else {
        let before = at == end ? delimiter : unsafe bytes.unsafeLoad(fromByteOffset: at &- 1, as: UInt8.self)
        isOpen = true
        quotedDelimiters = 0
        return before == delimiter
      }
      // Quotes that are not needed, or hold a quote, are written otherwise.
      guard quotedDelimiters > 0, at &+ 1 < limit else { return false }
      let next = unsafe bytes.unsafeLoad(fromByteOffset: at &+ 1, as: UInt8.self)
      isOpen = false
      return next == delimiter || next == .lineFeed
    } else if byte == .carriageReturn || byte == 0 {
      return false
    }
    return true
  }

  /// Whether the bytes are UTF-8; where they are not, the run ends before the record that holds the first wrong one.
  private mutating func isText(_ range: Range<Int>, in span: Span<UInt8>) -> Bool {
    do throws(UTF8.ValidationError) {
      _ = try UTF8Span(validating: span.extracting(range))
      return true
    } catch {
      isCut = true
      cut(before: range.lowerBound + error.byteOffsets.lowerBound, in: span)
      return false
    }
  }

  private mutating func cut(before index: Int, in span: Span<UInt8>) {
    wide = nil
    while end > start, index < end {
      end = lastStart
      records -= 1
      lastStart = max(start, end - 1)
      while lastStart > start, span[lastStart - 1] != .lineFeed { lastStart -= 1 }
    }
  }
}
