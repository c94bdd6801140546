internal import CSV
internal import Postgres

/// Gathers refused rows: told to the user, written to the rejects file, and kept with the batch.
final class Rejects {
  private let options: ImportOptions
  private let input: InputFile
  private let dialect: CSVDialect
  private let header: [String]?
  /// What columns without names are called in the rejects file: by these names it can be imported as it is.
  private let fieldNames: [Int: String]
  private var kinds = RefusalSummary()
  /// Whether the input's cells are protected from spreadsheets already, as those of our own files are.
  private let isProtected: Bool
  private let isRejectsFile: Bool
  private var file: RejectsFile?
  /// Those that wait for the order of day and month; nil where none does.
  private var waiting: OpenRejects?
  private(set) var count = 0

  init(
    options: ImportOptions, input: InputFile, dialect: CSVDialect, header: [String]?,
    fieldNames: [Int: String] = [:], isProtected: Bool
  ) {
    self.fieldNames = fieldNames
    self.options = options
    self.input = input
    self.dialect = dialect
    // A rejects file that is read again has the three columns already.
    isRejectsFile = RejectsFile.isOne(header)
    self.header = isRejectsFile ? header?.dropLast(3) : header
    self.isProtected = isProtected
  }

  func add(cells: [String], _ rejection: Rejection) throws {
    if let waiting { return try waiting.add(OpenRejects.Row(rejection: rejection, cells: cells)) }
    let own = cells.prefix(header?.count ?? cells.count)
    try note(rejection, width: own.count)?
      .append(cells: isProtected ? own.map(unprotected) : Array(own), rejection)
  }

  private func unprotected(_ cell: String) -> String {
    isRejectsFile ? CSVSpreadsheetCell.unprotect(cell) : CSVFormula.unprotect(cell)
  }

  func add(unreadable bytes: [UInt8], _ rejection: Rejection) throws {
    try add(escaped: CSVText.escaping(bytes), rejection)
  }

  private func add(escaped text: String, _ rejection: Rejection) throws {
    if let waiting {
      return try waiting.add(OpenRejects.Row(isUnreadable: true, rejection: rejection, cells: [text]))
    }
    try note(rejection, width: header?.count ?? 1)?.append(escaped: text, rejection)
  }

  /// Adds a row that is refused only where the file has this order of day and month. It waits until that is known, and
  /// so do all that follow.
  func add(cells: [String], _ rejection: Rejection, ifDatesAre order: StatedTime.Order) throws {
    let waiting =
      try self.waiting ?? OpenRejects(beside: options.isDryRun ? nil : options.rejects ?? input.rejectsPath)
    self.waiting = waiting
    try waiting.add(OpenRejects.Row(order: order, rejection: rejection, cells: cells))
  }

  /// Takes in those that waited, now that the order is known.
  func settle(_ order: StatedTime.Order) throws {
    guard let waiting else { return }
    self.waiting = nil
    try waiting.forEach(order) { row in
      if row.isUnreadable {
        try add(escaped: row.cells.first ?? "", row.rejection)
      } else {
        try add(cells: row.cells, row.rejection)
      }
    }
  }

  private func note(_ rejection: Rejection, width: Int) throws -> RejectsFile? {
    count += 1
    if options.isStrict {
      throw RollError(
        .data,
        "\(input.name):\(rejection.line): \(rejection.reason) (byte \(rejection.byteOffset)); nothing was imported",
        hint: "Without --strict the other rows are imported, and this one goes to the rejects file.")
    }
    options.onRejection?(rejection)
    if case .rows(let limit) = options.maximumRejects, count > limit, !options.isDryRun {
      throw RollError(
        .data,
        "more than \(limit) \(limit == 1 ? "row was" : "rows were") refused, the last on line \(rejection.line): \(rejection.reason); nothing was imported",
        hint: "See why with --dry-run, or allow more with --max-rejects.")
    }
    guard !options.isDryRun else {
      kinds.add(rejection)
      return nil
    }
    if let file { return file }
    let destination = options.rejects.map { RejectsFile.Destination.exactly($0) } ?? .near(input.rejectsPath)
    let columns = header ?? (0..<max(1, width)).map { fieldNames[$0] ?? "column \($0 + 1)" }
    let created = try RejectsFile(destination, header: columns, dialect: dialect)
    file = created
    return created
  }

  /// What a dry run refuses, by reason; a real import's refused rows are in its file.
  func summary(ofRows rows: Int) -> [RefusedKind] { kinds.all(ofRows: rows) }

  /// The header line of the rejects file; nil where nothing was refused.
  var headerLine: String? { file.map { line($0.header) } }

  /// The name that the receipt states before the file has it; another where somebody takes it in between.
  var expectedName: String? { file == nil ? nil : options.rejects ?? input.rejectsPath }

  private func line(_ cells: [String]) -> String {
    var writer = CSVWriter<Never>(dialect: dialect)
    writer.record(cells)
    return String(decoding: writer.bytes().dropLast(), as: UTF8.self)
  }

  /// Copies the refused rows from the file into the batch, so that `import rejects` can give them again.
  func store(batch: Int64, in transaction: inout Transaction) throws {
    guard let file else { return }
    // A refused record can be longer than the reader's usual limit once its bytes are escaped.
    var reader = CSVReader(try file.complete(), dialect: dialect, maximumRecordBytes: 1 << 24)
    _ = try reader.readHeader()
    var ordinal: Int64 = 0
    _ = try transaction.copyIn(
      "COPY import_reject (batch_id, ordinal, line, byte_offset, reason, record) FROM STDIN (FORMAT binary)"
    ) { copy in
      while try reader.nextRecord() {
        ordinal += 1
        let last = reader.fieldCount - 1
        try copy.row(fields: 6)
        copy.write(batch)
        copy.write(ordinal)
        copy.write(Int64(reader.string(last - 2)) ?? 0)
        copy.write(Int64(reader.string(last - 1)) ?? 0)
        copy.write(CSVFormula.unprotect(reader.string(last)))
        reader.withRecordBytes { copy.write($0) }
      }
    }
    guard ordinal == Int64(count) else {
      throw RollError(
        .defect, "\(count) rows were refused, \(ordinal) are in the rejects file; nothing was imported")
    }
  }

  func publish() throws -> String? {
    guard !options.isDryRun, let file else { return nil }
    return try file.publish()
  }
}
