/// Finds the dialect of a file in a sample of it: every dialect that could be meant is tried, and each reading judged by
/// how much of a table it is (see `CSVReading`).
///
/// A file that two dialects read differently and about equally well is ambiguous, and nobody guesses. What is beyond the
/// sample is not looked at. A file of a single column whose text holds the delimiter of another reading in every row is
/// such a table in every respect, and is read so.
public struct CSVSniffer {
  /// Delimiters that are looked for, the usual first; any other must be told. The last two are what databases write that
  /// want no delimiter to occur in a text (unit separator, start of heading). A space is in nearly every name.
  private static let delimiters = Array(",;\t|^~:\u{1F}\u{01}".utf8)

  private let told: CSVTold
  private let isKnownName: (String) -> Bool

  /// - Parameters:
  ///   - told: what is known beforehand.
  ///   - isKnownName: whether a column's name means something to the caller: evidence for the reading that has it.
  public init(told: CSVTold = CSVTold(), isKnownName: @escaping (String) -> Bool = { _ in false }) {
    self.told = told
    self.isKnownName = isKnownName
  }

  /// What the sample shows. Throws `wrongEncoding` where it is not UTF-8, `invalidDialect` where what was told makes no
  /// sense.
  public func find(in sample: CSVSample) throws(CSVError) -> CSVFinding {
    var readings: [CSVReading] = []
    for dialect in try dialects(for: sample) {
      readings += try judge(dialect, sample)
    }
    // What is settled itself settles nothing.
    let free = readings.filter { reading in !readings.contains { $0.settles(reading) } }
    let open = readings.filter { reading in !free.contains { $0.settles(reading) } }
    let candidates = open.map { reading in
      let header = min(told.headerLines ?? reading.headerLines(isKnown: isKnownName), reading.head.count)
      return CSVCandidate(reading, header: header, isKnown: isKnownName)
    }
    // Sorting keeps no order of its own among equals, and the more usual dialect comes first.
    let ranked = candidates.enumerated().sorted {
      ($1.element.score, $0.offset) < ($0.element.score, $1.offset)
    }.map(\.element)
    return CSVFinding(ranked, sample)
  }

  /// What the sample is in this dialect: without comments, with them, or, where some lines that begin with `#` make
  /// rows and others do not, both. A comment's content is gone from the table, so nothing less than all may speak for it.
  private func judge(_ dialect: CSVDialect, _ sample: CSVSample) throws(CSVError) -> [CSVReading] {
    let reading = try read(sample, dialect)
    guard told.comment == .open, reading.hashedLines != .rows else { return [reading] }
    let commented = try read(
      sample,
      CSVDialect(
        delimiter: dialect.delimiter, quote: dialect.quote, escape: dialect.escape, comment: UInt8(ascii: "#")
      ))
    return reading.hashedLines == .comments ? [commented] : [reading, commented]
  }

  /// The sample from where its table begins.
  private func read(_ sample: CSVSample, _ dialect: CSVDialect) throws(CSVError) -> CSVReading {
    let start = told.skippedLines ?? (sample.statedDelimiter == nil ? 0 : 1)
    let reading = try CSVReading(sample, dialect: dialect, skipping: start)
    guard told.skippedLines == nil, reading.linesBeforeTable > start else { return reading }
    return try CSVReading(sample, dialect: dialect, skipping: reading.linesBeforeTable, isTitle: true)
  }

  /// The dialects that could be meant, the most usual first.
  private func dialects(for sample: CSVSample) throws(CSVError) -> [CSVDialect] {
    let present = sample.present
    var found: [CSVDialect] = []
    let comment: UInt8? = if case .byte(let byte) = told.comment { byte } else { nil }
    var contradiction: CSVError?
    for delimiter in delimiters(in: sample, present) {
      let isEscaped = told.escape != .absent && sample.holds(UInt8(ascii: "\\"), before: delimiter)
      for quote in quotes(present, isDelimiterEscaped: isEscaped) {
        for escape in escapes(in: sample, mark: quote ?? delimiter) {
          do throws(CSVError) {
            found.append(
              try CSVDialect(delimiter: delimiter, quote: quote, escape: escape, comment: comment))
          } catch {
            // What is told leaves some out that would be looked for.
            contradiction = error
          }
        }
      }
    }
    if found.isEmpty, let contradiction { throw contradiction }
    return found
  }

  private func delimiters(in sample: CSVSample, _ present: Set<UInt8>) -> [UInt8] {
    if let delimiter = told.delimiter ?? sample.statedDelimiter { return [delimiter] }
    // One that does not occur stands for the reading as a single column.
    let absent = Self.delimiters.first { !present.contains($0) }
    return Self.delimiters.filter { present.contains($0) || $0 == absent }
  }

  private func quotes(_ present: Set<UInt8>, isDelimiterEscaped: Bool) -> [UInt8?] {
    let double = UInt8(ascii: "\"")
    let single = UInt8(ascii: "'")
    return switch told.quote {
    case .absent: [nil]
    case .byte(let byte): [byte]
    case .open:
      [double] + (present.contains(single) ? [single] : [])
        + (present.contains(double) || isDelimiterEscaped ? [nil] : [])
    }
  }

  /// `mark` is what an escape would be needed for.
  private func escapes(in sample: CSVSample, mark: UInt8) -> [UInt8?] {
    let backslash = UInt8(ascii: "\\")
    return switch told.escape {
    case .absent: [nil]
    case .byte(let byte): [byte]
    case .open:
      sample.holds(backslash, before: mark) || sample.holds(backslash, before: backslash)
        ? [nil, backslash] : [nil]
    }
  }
}
