/// One way to read a sample, and how well it makes a table of it.
public struct CSVCandidate: Sendable, Equatable {
  /// The dialect, `hasHeader` included.
  public let dialect: CSVDialect
  /// How much of a table it is. Scores compare within one sample only.
  public let score: Double
  /// How many lines of the file stand before the table.
  public let preambleLines: Int
  /// How many records name the columns; the last of them holds the names.
  public let headerLines: Int
  /// How many lines of the file stand before the record that holds the names, or before the first row.
  public let linesToSkip: Int
  /// How many columns the most records have.
  public let columns: Int
  /// How many records of the sample are read, the header's among them and the preamble's not.
  public let records: Int
  /// How many are refused, or have another number of columns.
  public let odd: Int
  /// The names of the columns; nil where there is no header.
  public let header: [String]?
  /// The first rows behind the header.
  public let firstRows: [[String]]
  let isFaultless: Bool
  let isRegular: Bool
  let prose: Double
  let hasTitle: Bool
  let quotedLetters: Int
  let quotesMayBeLetters: Bool
  /// Tells readings apart: the same for two dialects under which the sample holds the same cells.
  let fingerprint: UInt64

  init(_ reading: CSVReading, header: Int, isKnown: (String) -> Bool) {
    dialect = reading.dialect.withHeader(header > 0)
    preambleLines = reading.preambleLines
    headerLines = header
    columns = reading.columns
    records = reading.records
    odd = reading.odd
    let head = reading.head
    let names = header > 0 ? head[header - 1].cells : nil
    self.header = names
    // Each name that means something speaks as loud as the whole row pattern.
    score = reading.score * Double(1 + (names ?? []).count { isKnown($0) })
    // A refused record has no cells.
    firstRows = head.dropFirst(header).map(\.cells).filter { !$0.isEmpty }.prefix(5).map { $0 }
    linesToSkip = header > 1 ? head[header - 1].line - 1 : reading.preambleLines
    isFaultless = reading.isFaultless
    isRegular = reading.isRegular
    prose = reading.prose
    hasTitle = reading.hasTitle
    quotedLetters = reading.quotedLetters
    quotesMayBeLetters = reading.mayBeLetters
    fingerprint = reading.fingerprint
  }
}

extension CSVDialect {
  /// The same with a header, or without.
  public func withHeader(_ hasHeader: Bool) -> CSVDialect {
    // The bytes are a dialect's already.
    (try? CSVDialect(
      delimiter: delimiter, quote: quote, escape: escape, comment: comment, hasHeader: hasHeader))
      ?? self
  }
}
