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
  /// Where the bytes of the last character beyond ASCII end.
  private var characterEnd: Int
  /// The first byte that is no UTF-8.
  private var wrong: Int?

  init(start: Int, fields: Int, delimiter: UInt8, quote: UInt8?, longest: Int) {
    self.start = start
    self.fields = fields
    self.longest = longest
    self.delimiter = delimiter
    // Where nothing is quoted the line end stands in: it is compared first, so no byte is ever taken for a quote.
    self.quote = quote ?? .lineFeed
    end = start
    lastStart = start
    characterEnd = start
    block = CSVBlock(delimiter: delimiter, quote: self.quote)
  }

  /// Finds the run that begins at `start`. The bytes must be readable `CSVBlock.width` beyond `limit`.
  mutating func find(in span: Span<UInt8>, to limit: Int) {
    scan(span, to: limit)
    guard let wrong else { return }
    isCut = true
    cut(before: wrong, in: span)
  }

  private mutating func scan(_ span: Span<UInt8>, to limit: Int) {
    // Bytes have no padding that could be read uninitialised.
    let bytes = unsafe span.bytes
    var base = start
    while base < limit {
      let seen = block.lookApart(at: bytes, from: base)
      let known: UInt64 = limit &- base < CSVBlock.width ? (1 &<< UInt64(limit &- base)) &- 1 : ~0
      if seen.isWide { checkText(CSVBlock.wideBytes(at: bytes, from: base) & known, from: base, in: bytes) }
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
      guard wrong == nil else { return }
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

  /// Looks at the characters beyond ASCII that begin in these 64 bytes (Unicode Standard, table 3-7). The bytes of one
  /// must be readable behind them; what stands behind the records' last line end is not theirs and does no harm.
  private mutating func checkText(_ wideBytes: UInt64, from base: Int, in bytes: RawSpan) {
    var wide = wideBytes
    // What belongs to a character of the block before was looked at with it.
    if characterEnd > base { wide &= ~((1 &<< UInt64(characterEnd &- base)) &- 1) }
    while wide != 0 {
      let at = base &+ wide.trailingZeroBitCount
      let length = Self.length(at, in: bytes)
      guard length > 0 else {
        wrong = at
        return
      }
      characterEnd = at &+ length
      let bit = at &- base
      wide &= bit &+ length >= CSVBlock.width ? 0 : ~0 &<< UInt64(bit &+ length)
    }
  }

  /// How many bytes the character beyond ASCII at this index has; 0 where there is none.
  private static func length(_ at: Int, in bytes: RawSpan) -> Int {
    // Checked against the span's bounds; any byte is a valid UInt8.
    func byte(_ place: Int) -> UInt8 { unsafe bytes.unsafeLoad(fromByteOffset: at &+ place, as: UInt8.self) }
    func follows(_ place: Int) -> Bool { byte(place) & 0xC0 == 0x80 }
    let first = byte(0)
    switch first {
    case 0xC2...0xDF: return follows(1) ? 2 : 0
    case 0xE0...0xEF:
      let second = byte(1)
      let isSecond =
        first == 0xE0
        ? (0xA0...0xBF).contains(second)
        : first == 0xED ? (0x80...0x9F).contains(second) : follows(1)
      return isSecond && follows(2) ? 3 : 0
    case 0xF0...0xF4:
      let second = byte(1)
      let isSecond =
        first == 0xF0
        ? (0x90...0xBF).contains(second)
        : first == 0xF4 ? (0x80...0x8F).contains(second) : follows(1)
      return isSecond && follows(2) && follows(3) ? 4 : 0
    default: return 0
    }
  }

  private mutating func cut(before index: Int, in span: Span<UInt8>) {
    while end > start, index < end {
      end = lastStart
      records -= 1
      lastStart = max(start, end - 1)
      while lastStart > start, span[lastStart - 1] != .lineFeed { lastStart -= 1 }
    }
  }
}
