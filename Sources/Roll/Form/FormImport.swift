internal import CSV
internal import Foundation
public import Postgres

/// Brings a CSV file of a noun's form into the record, in one transaction, every row accounted for.
public enum FormImport {
  /// Imports the file at `path` (`-` is standard input).
  ///
  /// A row equal to one on record is `already_held`; a row that a rule of the schema or an unknown name stands against is
  /// refused alone.
  /// - Throws: `RollError`, after which nothing was changed.
  public static func run(
    _ noun: any Noun.Type, _ path: String, options: ImportOptions, on connection: inout Connection
  ) throws -> Receipt {
    let input = try InputFile(path, progress: options.onProgress)
    // A campaign's export is ours: nothing is to be found out.
    let encoding = options.encoding
    return try run(
      noun, input: input, file: try input.open(encoding: encoding), options: options, on: &connection)
  }

  /// Imports bytes that the program carries, such as a seed.
  public static func run(
    _ noun: any Noun.Type, bytes: [UInt8], named name: String, options: ImportOptions,
    on connection: inout Connection
  ) throws -> Receipt {
    let input = InputFile(bytes: bytes, name: name)
    return try run(
      noun, input: input, file: try input.open(encoding: "utf-8"), options: options, on: &connection)
  }

  private static func run(
    _ noun: any Noun.Type, input: InputFile, file: consuming CSVInput, options: ImportOptions,
    on connection: inout Connection
  ) throws -> Receipt {
    let started = Date()
    var receipt = Receipt(noun: noun.form.noun, file: input.name)
    receipt.dryRun = options.isDryRun
    let encoding = file.encoding
    let dialect = try FormDialect.find(in: file, noun.form, told: options.dialect, &receipt.dialect)
    var reader = CSVReader(file.source(), dialect: dialect)
    let columns = try header(
      of: &reader, form: noun.form, input: input)
    receipt.dialect.bom = receipt.dialect.bom || reader.hasByteOrderMark
    receipt.mapping = Dictionary(uniqueKeysWithValues: columns.present.map { ($0, $0) })
    let rejects = Rejects(
      options: options, input: input, dialect: dialect, header: columns.header, isProtected: true)
    try connection.importAct(isDryRun: options.isDryRun) { transaction in
      try load(noun, &reader, columns, &receipt, rejects, input, in: &transaction)
      try receipt.check(options)
      receipt.seconds = (Date().timeIntervalSince(started) * 1000).rounded() / 1000
      receipt.rejectsFile = rejects.expectedName
      guard let batch = receipt.batch else { return }
      try rejects.store(batch: batch, in: &transaction)
      try Batches.close(batch, receipt, rejectsHeader: rejects.headerLine, in: &transaction)
    }
    if options.isDryRun { receipt.batch = nil }
    receipt.dialect.inferredFrom = encoding.evidence
    receipt.rejectsFile = try rejects.publish()
    return receipt
  }

  /// Where each field of the form stands in the file.
  struct Columns {
    var header: [String]
    var present: [String]
    var places: [Int?]
    /// Where the columns of `FormClocks` stand; empty unless they are restored.
    var clocks: [Int]
  }

  static func header(
    of reader: inout CSVReader, form: Form, input: InputFile, restoresClocks: Bool = false
  ) throws -> Columns {
    let header = try reader.headerOrRollError(of: input.name)
    do {
      // A corrected rejects file has three columns more.
      try header.check(
        required: form.fields.filter { $0.isRequired && $0.standard == nil }.map(\.name),
        optional: form.fields.filter { !$0.isRequired || $0.standard != nil }.map(\.name)
          + RejectsFile.ownColumns
          + (restoresClocks ? FormClocks.columns : []))
      return Columns(
        header: header.names, present: form.fields.map(\.name).filter { !header.columns(named: $0).isEmpty },
        places: try form.fields.map { try header.find($0.name) },
        clocks: restoresClocks ? try FormClocks.columns.map { try header.column($0) } : [])
    } catch let error as CSVError {
      throw RollError(csv: error)
    }
  }

  private static func load(
    _ noun: any Noun.Type, _ reader: inout CSVReader, _ columns: Columns, _ receipt: inout Receipt,
    _ rejects: Rejects,
    _ input: InputFile, in transaction: inout Transaction
  ) throws {
    // One change of a noun at a time: equal rows from two programs at once must not both count as new.
    try transaction.lock(.pair(Locks.forms, 0))
    var stage = FormStage(noun.form)
    try stage.create(in: &transaction)
    let spool = try FormRowSpool()
    let staged = try transaction.copyIn(stage.copyStatement) { copy in
      try stream(&reader, columns, stage, rejects, spool, to: &copy)
    }
    try input.checkUnchanged()
    receipt.sha256 = input.digest
    receipt.bytes = input.bytes
    let batch = try Batches.open(receipt, in: &transaction)
    let counts = try FormMerge(noun).run(&stage, batch: batch, in: &transaction)
    let reasons = Dictionary(stage.refusals.map { ($0.line, $0.reason) }) { "\($0); \($1)" }
    try spool.forEach(reasons) { try rejects.add(cells: $0, $1) }
    receipt.batch = batch
    receipt.new = counts.new
    receipt.duplicate = counts.duplicate
    receipt.alreadyHeld = counts.alreadyHeld
    receipt.rejected = rejects.count
    receipt.rows = staged + rejects.count - reasons.count
    receipt.refusals = rejects.summary(ofRows: receipt.rows)
  }

  /// Writes the file's records to the stage; those that cannot be are refused.
  private static func stream(
    _ reader: inout CSVReader, _ columns: Columns, _ stage: FormStage, _ rejects: Rejects,
    _ spool: FormRowSpool, to copy: inout CopyIn
  ) throws {
    let isRejectsFile = RejectsFile.isOne(columns.header)
    while true {
      let step = try reader.stepOrRollError()
      guard step != .end else { return }
      if case .refused(let refusal) = step {
        let broken = CSVBrokenRecord(refusal, dialect: reader.dialect, expected: reader.expectedFieldCount)
        try rejects.add(unreadable: refusal.bytes, Rejection(refusal, broken, header: columns.header))
        continue
      }
      var cells = reader.strings()
      let (line, byteOffset) = (reader.position.line, reader.position.byteOffset)
      switch WholeRecord(cells: cells, header: columns.header)?.takenApart(in: reader.dialect) {
      case .apart(let apart)?: cells = apart
      case .refused(let reason)?:
        try rejects.add(cells: cells, Rejection(line: line, byteOffset: byteOffset, reason: reason))
        continue
      case nil: break
      }
      let plain = cells.map { isRejectsFile ? CSVSpreadsheetCell.unprotect($0) : CSVFormula.unprotect($0) }
      let row = FormRow(cells: columns.places.map { $0.map { plain[$0] } })
      do {
        try stage.write(row, line: Int64(line), to: &copy)
        try spool.add(cells, line: line, byteOffset: byteOffset)
      } catch let refusal as Refusal {
        try rejects.add(
          cells: cells, Rejection(line: line, byteOffset: byteOffset, reason: refusal.reason))
      }
    }
  }
}

extension CSVReader {
  /// The header, or the refusal of a file without one.
  mutating func headerOrRollError(of name: String) throws(RollError) -> CSVHeader {
    do {
      return try readHeader()
    } catch {
      guard error.kind == .missingHeader else { throw RollError(csv: error) }
      throw RollError(.data, "\(name) is empty: it has no header and no rows")
    }
  }

  mutating func stepOrRollError() throws(RollError) -> CSVStep {
    do {
      return try next()
    } catch {
      throw RollError(csv: error)
    }
  }
}
