/// Reads a CSV file record by record, strictly, in memory bounded by its longest allowed record.
///
/// `next()` finds a record; its fields are lent until the next call. A broken record is a step of its own
/// (`CSVStep.refused`) and never hides its neighbours: see `CSVRefusal.Kind` for what is refused and where reading goes
/// on. Blank lines and comments are no records. The header, where there is one, is the first record.
/// No byte is looked at more often than a small fixed number of times, whatever the file holds.
public struct CSVReader: ~Copyable {
  /// The dialect it reads.
  public let dialect: CSVDialect
  /// The longest record it takes, in bytes without the line end.
  public let maximumRecordBytes: Int
  /// Where the present record or refusal begins; before the first, where the file begins.
  public internal(set) var position = CSVPosition(record: 0, line: 1, byteOffset: 0)
  /// Whether the file begins with a UTF-8 byte order mark, which belongs to no field. Known after the first step.
  public private(set) var hasByteOrderMark = false
  /// How many fields every record must have; nil while that is open.
  public internal(set) var expectedFieldCount: Int?

  var source: CSVSource
  var buffer: CSVBuffer
  var scanner: CSVScanner
  /// The end of the present record; nil where there is none.
  var recordEnd: Int?
  /// The end of the record to go on behind, good or refused.
  private var consumedEnd: Int?
  private let takesCountFromFirst: Bool
  private let linesToSkip: Int
  private var hasStarted = false
  /// How far `withPlainRecords` looks at once.
  var plainWindow = 1 << 16
  private(set) var failure: CSVError?

  /// A reader of this source, which it owns. Nothing is read before the first `next()`.
  /// - Parameters:
  ///   - fieldCount: how many fields a record must have.
  ///   - skippingLines: how many lines at the beginning of the file are not looked at (they count as lines).
  ///   - maximumRecordBytes: the longest record taken, 1 byte to 1 GiB. Memory is a small multiple of it at most.
  ///   - blockBytes: how many bytes are read at once.
  public init(
    _ source: consuming CSVSource, dialect: CSVDialect = .comma, fieldCount: CSVFieldCount = .likeFirst,
    skippingLines: Int = 0, maximumRecordBytes: Int = 1 << 20, blockBytes: Int = 1 << 16
  ) {
    precondition((1...(1 << 30)).contains(maximumRecordBytes), "maximumRecordBytes must be 1 byte to 1 GiB")
    precondition((1...(1 << 30)).contains(blockBytes), "blockBytes must be 1 byte to 1 GiB")
    self.source = source
    self.dialect = dialect
    self.maximumRecordBytes = maximumRecordBytes
    linesToSkip = max(0, skippingLines)
    takesCountFromFirst = fieldCount == .likeFirst
    if case .exactly(let count) = fieldCount { expectedFieldCount = count }
    buffer = CSVBuffer(blockBytes: blockBytes, recordBytes: max(maximumRecordBytes, 4))
    scanner = CSVScanner(dialect)
  }

  /// The source's name.
  public var file: String { source.name }

  /// How many bytes were read from the source so far.
  public var bytesRead: Int { buffer.offset + buffer.filled }

  /// How many bytes its buffer takes in memory now.
  package var bufferBytes: Int { buffer.bytes.count }

  /// The next record or refusal, or the end.
  /// Throws `cannotRead`, `sourceFailed` or `wrongEncoding`, and then the same at every further call.
  public mutating func next() throws(CSVError) -> CSVStep {
    if let failure { throw failure }
    do throws(CSVError) {
      let step = try step()
      guard case .refused(let refusal) = step, let faults = source.faults else { return step }
      return .refused(faults.told(refusal))
    } catch {
      failure = error
      recordEnd = nil
      throw error
    }
  }

  /// The next record, where no refusal is allowed: true at a record, false at the end.
  /// Throws what `next` throws, and `refused` at a refusal, after which reading can go on.
  public mutating func nextRecord(header: CSVHeader? = nil) throws(CSVError) -> Bool {
    switch try next() {
    case .record: return true
    case .end: return false
    case .refused(let refusal): throw CSVError(refusal, file: file, header: header)
    }
  }

  /// The first record as the header. Only as the first step. Throws what `nextRecord` throws, and `missingHeader`.
  public mutating func readHeader() throws(CSVError) -> CSVHeader {
    guard try nextRecord() else { throw CSVError(.missingHeader, file: file, line: scanner.line) }
    return CSVHeader(self)
  }

  private mutating func step() throws(CSVError) -> CSVStep {
    if !hasStarted { try begin() }
    leaveRecord()
    var outcome = try scan()
    // A comment may be longer than any record: nothing of it needs to be kept.
    while isLongComment {
      _ = try passLine(from: scanner.start)
      outcome = try scan()
    }
    if scanner.start == buffer.filled { return .end }
    position = CSVPosition(
      record: position.record + 1, line: scanner.line, byteOffset: buffer.offset + scanner.start)
    switch outcome {
    case .record(let end) where end - scanner.start <= maximumRecordBytes: return try finishRecord(at: end)
    case .fault(let kind, let at) where at - scanner.start <= maximumRecordBytes:
      let column = scanner.fields.count + 1
      return .refused(try refuseLine(kind, column: column, at: at, lineEnd: scanner.firstLineEnd))
    default: return .refused(try refuseLong())
    }
  }

  /// Leaves the present record behind.
  mutating func leaveRecord() {
    if let consumedEnd { scanner.begin(after: consumedEnd, of: buffer.filled) }
    consumedEnd = nil
    recordEnd = nil
  }

  /// Scans until something is found, more than a record's bytes were seen, or the file ends.
  private mutating func scan() throws(CSVError) -> CSVScanner.Outcome {
    while true {
      let outcome = buffer.advance(&scanner)
      guard case .more = outcome, buffer.filled - scanner.start <= maximumRecordBytes else { return outcome }
      try fill()
      if buffer.reachedEnd {
        return scanner.start < buffer.filled ? buffer.finish(&scanner) : .more
      }
    }
  }

  private var isLongComment: Bool {
    guard let comment = dialect.comment, scanner.start < buffer.filled else { return false }
    return buffer.bytes[scanner.start] == comment
  }

  private mutating func finishRecord(at end: Int) throws(CSVError) -> CSVStep {
    if let expected = expectedFieldCount, scanner.fields.count != expected {
      return .refused(try refuseCount(expected, end: end))
    }
    consumedEnd = end
    if scanner.isWide || scanner.nul != nil, let refusal = refuseText(end: end) { return .refused(refusal) }
    if takesCountFromFirst, expectedFieldCount == nil { expectedFieldCount = scanner.fields.count }
    recordEnd = end
    return .record
  }

  /// Leaves the bytes up to `end` behind at the next step.
  mutating func consume(to end: Int) { consumedEnd = end }

  /// One more block, keeping the present record; every index sinks by what was dropped.
  mutating func fill() throws(CSVError) {
    scanner.sink(by: try buffer.fill(from: &source, keeping: scanner.start))
  }

  private mutating func begin() throws(CSVError) {
    while buffer.filled < 4, !buffer.reachedEnd { try fill() }
    let mark = ByteOrderMark(buffer.bytes.prefix(buffer.filled))
    if let encoding = mark.otherEncoding {
      throw CSVError(.wrongEncoding(encoding), file: file, line: 1, byteOffset: 0)
    }
    hasByteOrderMark = mark.isUTF8
    scanner.resume(at: mark.isUTF8 ? 3 : 0, line: 1, followsReturn: false)
    hasStarted = true
    for _ in 0..<linesToSkip { _ = try passLine(from: scanner.start) }
  }
}
