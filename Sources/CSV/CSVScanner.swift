/// Finds the fields of one record at a time in a buffer that may still grow. It does no input or output.
///
/// Here is the one clever place of this module: `marks` holds what `CSVBlock` saw in the bytes `base..<next`, less what
/// was dealt with already, and lives on from record to record. A change of `start` other than through `begin`,
/// `resume` and `sink` leaves it pointing at the wrong bytes. The slow parser of the tests is its judge.
struct CSVScanner {
  enum State {
    case bare, quoted, closed
    /// In a field of a dialect that quotes nothing and escapes delimiters.
    case escaping
    /// Before the first mark of what is a record or a comment, in a dialect that has comments.
    case unknown
  }

  enum Outcome {
    /// The bytes seen end inside a record (or before one).
    case more
    /// A record ends before this index.
    case record(end: Int)
    /// Its quotes are wrong at this index.
    case fault(CSVRefusal.Kind, at: Int)
  }

  private let delimiter: UInt8
  private let quote: UInt8
  private let escape: UInt8?
  private let comment: UInt8?
  private let block: CSVBlock
  /// How an unquoted field and how a record begins: comments and bare escapes cost the dialects without them nothing.
  private let fieldState: State
  private let recordState: State

  /// The record's first byte, and its line from 1.
  private(set) var start = 0
  private(set) var line: Int
  private(set) var fields: [CSVField] = []
  private(set) var state = State.bare
  /// The end of the record's first line where that lies inside quotes.
  private(set) var firstLineEnd: Int?
  /// How many line ends lie inside quotes.
  private(set) var innerLineEnds = 0
  private(set) var nul: Int?
  /// Whether bytes beyond ASCII may be in the record.
  private(set) var isWide = false

  /// The quote that is open where the bytes seen end, or nil.
  var openQuote: Int? { state == .quoted ? contentStart - 1 : nil }

  private var contentStart = 0
  private var closingQuote = 0
  private var hasDoubled = false
  /// Whether the byte before the record, or before what follows it, is a CR.
  private(set) var followsReturn = false
  private var base = 0
  private var marks: UInt64 = 0
  private var next = 0
  private var blockIsWide = false

  /// A scanner that begins with a record at `start`.
  init(_ dialect: CSVDialect, start: Int = 0, line: Int = 1) {
    delimiter = dialect.delimiter
    // Where nothing is quoted the delimiter stands in: it is compared first, so no byte is ever taken for a quote.
    quote = dialect.quote ?? dialect.delimiter
    escape = dialect.escape
    comment = dialect.comment
    fieldState = dialect.quote == nil && dialect.escape != nil ? .escaping : .bare
    recordState = dialect.comment == nil ? fieldState : .unknown
    block = CSVBlock(delimiter: dialect.delimiter, quote: quote)
    self.line = line
    resume(at: start, line: line, followsReturn: false)
  }

  /// Goes on with the record until it ends, fails, or `end` is reached. The bytes must be readable
  /// `CSVBlock.width` beyond `end`; what stands there does not matter.
  mutating func advance(_ span: Span<UInt8>, to end: Int) -> Outcome {
    // Bytes have no padding that could be read uninitialised.
    let bytes = unsafe span.bytes
    while true {
      while marks == 0 {
        guard next < end else { return pause(at: end) }
        look(bytes, to: end)
      }
      let at = base &+ marks.trailingZeroBitCount
      marks &= marks &- 1
      // Checked against the span's bounds; any byte is a valid UInt8.
      let byte = unsafe bytes.unsafeLoad(fromByteOffset: at, as: UInt8.self)
      switch state {
      case .bare: if let outcome = readBare(byte, at: at) { return outcome }
      case .quoted: readQuoted(byte, at: at, in: bytes)
      case .closed: if let outcome = readClosed(byte, at: at) { return outcome }
      case .escaping: if let outcome = readEscaping(byte, at: at, in: bytes) { return outcome }
      case .unknown: if let outcome = readUnknown(byte, at: at, in: bytes) { return outcome }
      }
    }
  }

  /// Ends the record at the end of the file. Only where `start < end`, and after `advance` to `end`.
  mutating func finish(_ span: Span<UInt8>, at end: Int) -> Outcome {
    if state == .unknown {
      if span[start] == comment {
        start = end
        return .more
      }
      state = fieldState
    }
    if state == .quoted { return .fault(.unclosedQuote(limit: nil), at: contentStart - 1) }
    endField(at: end)
    return .record(end: end)
  }

  /// Whatever is open when the bytes run out: text behind a closing quote is wrong however it goes on.
  private func pause(at end: Int) -> Outcome {
    if state == .closed, closingQuote + 1 < end { return .fault(.textAfterQuote, at: closingQuote + 1) }
    return .more
  }

  @inline(__always)
  private mutating func look(_ bytes: RawSpan, to end: Int) {
    let seen = block.look(at: bytes, from: next)
    let count = end &- next
    base = next
    blockIsWide = seen.isWide
    isWide = isWide || seen.isWide
    if count >= CSVBlock.width {
      marks = seen.marks
      next &+= CSVBlock.width
    } else {
      marks = seen.marks & ((1 &<< UInt64(count)) &- 1)
      next = end
    }
  }

  @inline(__always)
  private mutating func readBare(_ byte: UInt8, at: Int) -> Outcome? {
    if byte == delimiter {
      endField(at: at)
      beginField(at: at &+ 1)
    } else if byte.endsLine {
      if at == start {
        skipLineEnd(byte, at: at)
        return nil
      }
      return endRecord(byte, at: at)
    } else if byte == quote {
      guard at == contentStart else { return .fault(.quoteInsideField, at: at) }
      contentStart = at &+ 1
      state = .quoted
    } else if byte == 0, nul == nil {
      nul = at
    }
    return nil
  }

  @inline(__always)
  private mutating func readQuoted(_ byte: UInt8, at: Int, in bytes: RawSpan) {
    if byte == quote {
      if escape != nil, isEscaped(at, in: bytes) { return }
      closingQuote = at
      state = .closed
    } else if byte.endsLine {
      // The LF of a CRLF is no line end of its own. Before `at` stands at least the opening quote.
      let before = unsafe bytes.unsafeLoad(fromByteOffset: at &- 1, as: UInt8.self)
      if byte == .lineFeed, before == .carriageReturn { return }
      innerLineEnds &+= 1
      if firstLineEnd == nil { firstLineEnd = at }
    } else if byte == 0, nul == nil {
      nul = at
    }
  }

  @inline(__always)
  private mutating func readClosed(_ byte: UInt8, at: Int) -> Outcome? {
    guard at == closingQuote &+ 1 else { return .fault(.textAfterQuote, at: closingQuote &+ 1) }
    if byte == delimiter {
      endField(at: at)
      beginField(at: at &+ 1)
    } else if byte.endsLine {
      return endRecord(byte, at: at)
    } else if byte == quote {
      hasDoubled = true
      state = .quoted
    } else {
      return .fault(.textAfterQuote, at: at)
    }
    return nil
  }
}

extension CSVScanner {
  @inline(__always)
  private mutating func beginField(at index: Int) {
    contentStart = index
    hasDoubled = false
    state = fieldState
  }

  @inline(__always)
  private mutating func endField(at end: Int) {
    let isQuoted = state == .closed
    let contentEnd = isQuoted ? closingQuote : end
    fields.append(
      CSVField(
        start: UInt32(truncatingIfNeeded: contentStart &- start),
        end: UInt32(truncatingIfNeeded: contentEnd &- start),
        isQuoted: isQuoted, isEscaped: hasDoubled || (escape != nil && state != .bare)))
  }

  @inline(__always)
  private mutating func endRecord(_ byte: UInt8, at: Int) -> Outcome {
    endField(at: at)
    followsReturn = byte == .carriageReturn
    return .record(end: at)
  }

  /// A line end where a record could begin: the LF of a CRLF, or a blank line.
  @inline(__always)
  private mutating func skipLineEnd(_ byte: UInt8, at: Int) {
    if byte != .lineFeed || !followsReturn { line &+= 1 }
    followsReturn = byte == .carriageReturn
    start = at &+ 1
    beginRecord()
  }

  /// Goes on behind a record that ended at `end`, of which all is kept that was seen already.
  @inline(__always)
  mutating func begin(after end: Int, of filled: Int) {
    line &+= innerLineEnds &+ 1
    start = min(end &+ 1, filled)
    clear()
  }

  /// Goes on at another place; what was seen is forgotten. `followsReturn`: the byte before it is a CR.
  mutating func resume(at index: Int, line: Int, followsReturn: Bool) {
    self.line = line
    self.followsReturn = followsReturn
    start = index
    next = index
    marks = 0
    blockIsWide = false
    clear()
  }

  @inline(__always)
  private mutating func clear() {
    fields.removeAll(keepingCapacity: true)
    firstLineEnd = nil
    innerLineEnds = 0
    nul = nil
    isWide = blockIsWide
    beginRecord()
  }

  @inline(__always)
  private mutating func beginRecord() {
    beginField(at: start)
    state = recordState
  }

  /// The buffer dropped this many bytes at its front.
  mutating func sink(by dropped: Int) {
    start -= dropped
    next -= dropped
    base -= dropped
    contentStart -= dropped
    closingQuote -= dropped
    firstLineEnd = firstLineEnd.map { $0 - dropped }
    nul = nul.map { $0 - dropped }
  }
}

extension CSVScanner {
  /// Whether an odd number of escapes stands before the index, inside the field.
  private func isEscaped(_ index: Int, in bytes: RawSpan) -> Bool {
    var first = index
    while first > contentStart, unsafe bytes.unsafeLoad(fromByteOffset: first - 1, as: UInt8.self) == escape {
      first -= 1
    }
    return (index - first) % 2 == 1
  }

  private mutating func readEscaping(_ byte: UInt8, at: Int, in bytes: RawSpan) -> Outcome? {
    guard byte == delimiter, isEscaped(at, in: bytes) else { return readBare(byte, at: at) }
    return nil
  }

  /// The first mark behind `start`: only now is the byte at `start` surely there to look at.
  private mutating func readUnknown(_ byte: UInt8, at: Int, in bytes: RawSpan) -> Outcome? {
    guard unsafe bytes.unsafeLoad(fromByteOffset: start, as: UInt8.self) == comment else {
      state = fieldState
      return state == .bare ? readBare(byte, at: at) : readEscaping(byte, at: at, in: bytes)
    }
    // All marks up to the comment's line end are of no meaning.
    guard byte.endsLine else { return nil }
    line &+= 1
    followsReturn = byte == .carriageReturn
    start = at &+ 1
    beginRecord()
    return nil
  }
}
