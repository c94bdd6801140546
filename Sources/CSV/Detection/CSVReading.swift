/// A sample read in one dialect: its row pattern and its types.
///
/// The score is that of G. J. J. van den Burg, A. Nazabal and C. Sutton, "Wrangling messy CSV files by detecting row and
/// type patterns", Data Mining and Knowledge Discovery 33 (2019), DOI 10.1007/s10618-019-00646-y, section 3: the score of
/// the row pattern times the share of cells of a known type. Three things differ. A row pattern counts by its share of the
/// records instead of one over the number of patterns, so that one broken line in a thousand costs a thousandth and not
/// the half. The reader is strict, and what it refuses is a pattern that no record shares. And a single column of strict
/// types (addresses, times) is worth more than one of mere words, for it is a table too.
struct CSVReading {
  /// One of the first records of the table.
  struct Row {
    var line: Int
    var cells: [String]
    var types: [CSVCellType]
  }

  /// What lines that begin with `#` are.
  enum HashedLines { case rows, comments, mixed }

  /// The worth of a record of a single column, as the fields' share (L - 1) / L is for more.
  private static let singleColumn = 0.02
  private static let strictSingleColumn = 0.5
  /// What a reading by colons is worth beside others: they stand in every time and link.
  private static let byColons = 0.7
  /// How many records before the table are looked at, and how many rows of it are kept.
  private static let preambleLimit = 30
  private static let headLimit = 100
  private static let headerLimit = 3

  let dialect: CSVDialect
  let preambleLines: Int
  /// Whether lines were found to stand before the table that are no part of it.
  let hasTitle: Bool
  /// How many fields the most records have.
  private(set) var columns = 0
  private(set) var records = 0
  private(set) var head: [Row] = []
  private(set) var fingerprint: UInt64 = 0xCBF2_9CE4_8422_2325
  /// How many records have how many fields; a refused one has none.
  private var patterns: [Int: Int] = [:]
  /// The same of those that begin like a comment.
  private var hashed: [Int: Int] = [:]
  private var cells = 0
  private var typed = 0
  private var strict = 0
  private var quoted = 0
  /// How many quoted cells hold what must be quoted.
  private var needed = 0
  /// How many cells begin with a double quote that is a letter here.
  private(set) var quotedLetters = 0

  /// Reads the sample behind so many lines. Throws what the reader throws: the file is not UTF-8 text.
  init(
    _ sample: CSVSample, dialect: CSVDialect, skipping lines: Int, isTitle: Bool = false
  ) throws(CSVError) {
    self.dialect = dialect
    hasTitle = isTitle
    preambleLines = lines
    var reader = CSVReader(
      CSVSource(bytes: sample.bytes), dialect: dialect, fieldCount: .any, skippingLines: lines)
    while true {
      let step = try reader.next()
      if step == .end { break }
      // A quote still open where the sample ends may well close in the rest of the file.
      if case .refused(let refusal) = step, case .unclosedQuote = refusal.kind, !sample.isWhole { break }
      note(step, reader)
    }
    columns = patterns.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
  }

  /// How many records are refused, or have another number of fields than the most.
  var odd: Int { records - (patterns[columns] ?? 0) }

  /// Whether lines that begin with `#` stand in the table: all of them as rows of it, none, or some.
  var hashedLines: HashedLines {
    guard columns > 1, !hashed.isEmpty else { return .rows }
    let fitting = hashed[columns] ?? 0
    return fitting == 0 ? .comments : fitting == hashed.values.reduce(0, +) ? .rows : .mixed
  }

  /// How much of a table the sample is in this dialect.
  var score: Double {
    let types = max(1e-10, Double(typed) / Double(max(1, cells)))
    return rowScore * types * (dialect.delimiter == UInt8(ascii: ":") ? Self.byColons : 1)
  }

  /// Whether all records have the same number of fields, the first among them.
  var isRegular: Bool { columns > 1 && odd == 0 && !hasTitle }

  /// Which share of the lines, each of them one cell, may stand alone: rows of a table that are not split look like nothing.
  var prose: Double { columns == 1 && odd == 0 && records > 1 ? Double(typed) / Double(cells) : 0 }

  /// Whether it is a table without a fault: all records have the same number of fields, and all cells a type. That two
  /// dialects do so by chance is rare enough for the weaker one to be asked about.
  var isFaultless: Bool { isRegular && typed == cells }

  /// Whether the other reading, which differs in quotes or escapes alone, need not be thought of beside this one: here
  /// every record fits and there some do not, or one takes double quotes for quotes and the other for letters, and the
  /// file shows which is right.
  func settles(_ other: CSVReading) -> Bool {
    // To drop lines as comments must not decide what those left mean.
    let isFair = dialect.comment == nil || dialect.comment == other.dialect.comment
    guard dialect.delimiter == other.dialect.delimiter, isFair, columns > 1 else { return false }
    let double = UInt8(ascii: "\"")
    if dialect.quote == double, other.dialect.quote != double, takesQuotes {
      // Apostrophes may be quotes beside them only where they surround more.
      let isLess = other.quoted == 0 || quoted > other.quoted && odd < other.odd
      return isLess && stands(beside: other)
    }
    let isStanding =
      dialect.quote == nil && other.dialect.quote == double && other.takesQuotes && other.stands(beside: self)
    return odd == 0 && other.odd > 0 && !isStanding && !mayBeQuoted(in: other)
  }

  /// Whether cells that the other dialect would quote are words here, quotes and all.
  func mayBeQuoted(in other: CSVReading) -> Bool {
    quotedLetters > 0 && dialect.quote != other.dialect.quote && other.dialect.quote == UInt8(ascii: "\"")
  }

  /// Whether its quotes may be letters at the ends of a few words: they surround nothing that needs them, and hardly ever.
  var mayBeLetters: Bool {
    quoted > 0 && needed == 0 && quoted * 2 <= cells && dialect.quote == UInt8(ascii: "'")
  }

  private var takesQuotes: Bool { quoted > 0 || patterns[0] != nil }

  /// Whether double quotes are quotes although the other reading has none: they are the rule, and a few lines that break
  /// it are broken. To refuse those is no silent fault, to take their quotes for letters would be one. They are letters
  /// where many lines break the rule, or where they swallow line ends and without them all records fit.
  private func stands(beside other: CSVReading) -> Bool {
    let refused = patterns[0] ?? 0
    return (refused < 3 || quoted >= 10 * refused) && !(other.odd == 0 && other.records > records)
  }

  private var rowScore: Double {
    let isStrict = strict > 0 && Double(strict) >= 0.8 * Double(cells - 1)
    let single = isStrict ? Self.strictSingleColumn : Self.singleColumn
    return patterns.reduce(0) { sum, pattern in
      let (fields, count) = (Double(pattern.key), Double(pattern.value))
      let worth = pattern.key < 2 ? fields * single : (fields - 1) / fields
      return sum + count * count / Double(records) * worth
    }
  }

  private mutating func note(_ step: CSVStep, _ reader: borrowing CSVReader) {
    records += 1
    patterns[reader.fieldCount, default: 0] += 1
    let isHashed = reader.withRecordBytes { !$0.isEmpty && $0[0] == UInt8(ascii: "#") }
    if isHashed { hashed[reader.fieldCount, default: 0] += 1 }
    mix(0xFF)
    if case .refused = step { cells += 1 }
    var types: [CSVCellType] = []
    for column in 0..<reader.fieldCount {
      let isQuoted = reader.wasQuoted(column)
      let type = reader.withField(column) { content in
        for index in content.indices { mix(content[index]) }
        if isQuoted, content.needsQuotes(dialect) { needed += 1 }
        if !isQuoted, content.firstLetter == UInt8(ascii: "\"") { quotedLetters += 1 }
        return CSVCellType(content, isQuoted: isQuoted)
      }
      mix(0xFE)
      cells += 1
      if isQuoted { quoted += 1 }
      if type != .unknown { typed += 1 }
      if type.isStrict { strict += 1 }
      types.append(type)
    }
    if head.count < Self.headLimit {
      head.append(Row(line: reader.position.line, cells: reader.strings(), types: types))
    }
  }

  /// One byte more of the fingerprint (FNV-1a, by G. Fowler, L. C. Noll and K.-P. Vo). The marks between cells and between records are
  /// bytes that no UTF-8 text holds.
  private mutating func mix(_ byte: UInt8) { fingerprint = (fingerprint ^ UInt64(byte)) &* 0x100_0000_01B3 }
}

extension CSVReading {
  /// How many lines stand before the table: those of the records before the first that looks like its header, with the
  /// table's number of fields and words in each, where all of them have at most half as many or are mostly empty. 0 where
  /// there are none, and where there is no header: a broken first row must not pass for a title.
  var linesBeforeTable: Int {
    guard columns > 1,
      let first = head.prefix(Self.preambleLimit).firstIndex(where: { row in
        row.cells.count == columns && row.types.allSatisfy { $0 != .empty }
      }), first > 0, head[first].types.allSatisfy({ $0.isName })
    else { return 0 }
    let isPreamble = head[..<first].allSatisfy { row in
      let filled = row.types.count { $0 != .empty }
      guard row.cells.count == columns else { return 2 * filled <= columns }
      // A title padded by a spreadsheet. It might be a row with gaps, were it not for what stands below the names.
      let isTitle = filled == 0 || row.types.first != .empty
      return isTitle && 2 * filled <= columns && columns > 2 && !strictColumns(from: first + 1).isEmpty
    }
    return isPreamble && Double(odd - first) <= 0.5 * Double(records - first) ? head[first].line - 1 : 0
  }

  /// How many of the first records name the columns.
  func headerLines(isKnown: (String) -> Bool) -> Int {
    guard let first = head.first else { return 0 }
    let known = head.prefix(Self.headerLimit).map { row in row.cells.count { isKnown($0) } }
    if let most = known.max(), most > 0, let place = known.firstIndex(of: most) { return place + 1 }
    let strict = strictColumns(from: min(Self.headerLimit, max(1, head.count - 2)))
    let named = { (row: Row) in strict.count { $0 < row.types.count && row.types[$0].isName } }
    let alike = strict.count { $0 < first.types.count && first.types[$0].isStrict }
    guard alike == 0 else { return named(first) > alike ? 1 : 0 }
    guard head.count > 1 else { return first.types.contains { $0.isStrict } ? 0 : 1 }
    var lines = 1
    // A row with words where numbers should be is no second header line: too much must speak for one.
    while lines < Self.headerLimit, lines < head.count - 1, strict.count > 1 {
      let row = head[lines]
      guard named(row) == strict.count, row.types.allSatisfy({ $0.isName }), Set(row.cells).count == columns
      else { break }
      lines += 1
    }
    return lines
  }

  /// The columns in which, from this record on, nearly all that is there is of a strict type.
  private func strictColumns(from start: Int) -> [Int] {
    (0..<columns).filter { column in
      let below = head.dropFirst(start).compactMap { row in
        column < row.types.count && row.types[column] != .empty ? row.types[column] : nil
      }
      return !below.isEmpty && below.count { $0.isStrict } * 5 >= below.count * 4
    }
  }
}

extension Span where Element == UInt8 {
  fileprivate func needsQuotes(_ dialect: CSVDialect) -> Bool {
    for index in indices
    where self[index] == dialect.delimiter || self[index] == dialect.quote || self[index].endsLine {
      return true
    }
    return false
  }

  /// The first byte that is no space.
  fileprivate var firstLetter: UInt8? {
    for index in indices where self[index] != 0x20 { return self[index] }
    return nil
  }
}

extension CSVCellType {
  /// Whether a column's name may look so.
  fileprivate var isName: Bool { self == .text || self == .unknown }
}
