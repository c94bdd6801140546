/// Sixty-four bytes looked at together: where those stand that can matter, as one bit each.
///
/// Eight bytes at a time in a `UInt64` ("SIMD within a register"; the exact zero-byte test is from Warren, Hacker's
/// Delight, section 6-1), then packed to a bit each by one multiplication. Marked are the delimiter, the quote and
/// every byte below 0x10, for one comparison finds LF, CR and NUL together; the scanner passes over the others.
struct CSVBlock {
  static let width = 64

  private static let lows: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
  private static let highs: UInt64 = 0x8080_8080_8080_8080
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let pack: UInt64 = 0x0102_0408_1020_4080

  private let delimiters: UInt64
  private let quotes: UInt64

  init(delimiter: UInt8, quote: UInt8) {
    delimiters = UInt64(delimiter) &* Self.ones
    quotes = UInt64(quote) &* Self.ones
  }

  /// The marks of the 64 bytes from `start` on, bit 0 for the first; whether any byte is beyond ASCII.
  @inline(__always)
  func look(at bytes: RawSpan, from start: Int) -> (marks: UInt64, isWide: Bool) {
    var marks: UInt64 = 0
    var union: UInt64 = 0
    var shift: UInt64 = 0
    while shift < 64 {
      // Checked against the span's bounds; any eight bytes are a valid UInt64.
      let loaded = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: start &+ Int(shift), as: UInt64.self)
      let word = UInt64(littleEndian: loaded)
      union |= word
      let notDelimiter = Self.nonZero(word ^ delimiters)
      let notQuote = Self.nonZero(word ^ quotes)
      let notControl = ((word & Self.lows) &+ 0x7070_7070_7070_7070) | word
      let marked = ~(notDelimiter & notQuote & notControl) & Self.highs
      marks |= (((marked &>> 7) &* Self.pack) &>> 56) &<< shift
      shift &+= 8
    }
    return (marks, union & Self.highs != 0)
  }

  /// As `look`, but the delimiters apart from quotes and the bytes below 0x10.
  @inline(__always)
  func lookApart(at bytes: RawSpan, from start: Int) -> (delimiters: UInt64, others: UInt64, isWide: Bool) {
    var delimiters: UInt64 = 0
    var others: UInt64 = 0
    var union: UInt64 = 0
    var shift: UInt64 = 0
    while shift < 64 {
      // Checked against the span's bounds; any eight bytes are a valid UInt64.
      let loaded = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: start &+ Int(shift), as: UInt64.self)
      let word = UInt64(littleEndian: loaded)
      union |= word
      let delimiter = ~Self.nonZero(word ^ self.delimiters) & Self.highs
      let notControl = ((word & Self.lows) &+ 0x7070_7070_7070_7070) | word
      let other = ~(Self.nonZero(word ^ quotes) & notControl) & Self.highs & ~delimiter
      delimiters |= (((delimiter &>> 7) &* Self.pack) &>> 56) &<< shift
      others |= (((other &>> 7) &* Self.pack) &>> 56) &<< shift
      shift &+= 8
    }
    return (delimiters, others, union & Self.highs != 0)
  }

  /// Where bytes beyond ASCII stand among the 64 from `start` on.
  @inline(__always)
  static func wideBytes(at bytes: RawSpan, from start: Int) -> UInt64 {
    var wide: UInt64 = 0
    var shift: UInt64 = 0
    while shift < 64 {
      // Checked against the span's bounds; any eight bytes are a valid UInt64.
      let loaded = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: start &+ Int(shift), as: UInt64.self)
      wide |= ((((UInt64(littleEndian: loaded) & highs) &>> 7) &* pack) &>> 56) &<< shift
      shift &+= 8
    }
    return wide
  }

  /// The high bit of each byte that is not zero; the other bits mean nothing.
  @inline(__always)
  private static func nonZero(_ word: UInt64) -> UInt64 { ((word & lows) &+ lows) | word }
}
