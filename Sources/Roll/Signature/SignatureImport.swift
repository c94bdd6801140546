public import CSV
internal import Foundation
public import Postgres

/// Brings a file of signatures into a petition: streamed, in one transaction, every row accounted for.
public struct SignatureImport {
  let options: ImportOptions
  let input: InputFile
  var receipt: Receipt
  private let started = Date()
  /// What identifies the file's bytes, where it could be known before they are read. Not looked at in a dry run, which is
  /// asked what an import would do now, whatever came in before.
  private var digest: String?
  /// What to say of bytes that are not UTF-8 where nothing so far showed that the rest is.
  private var encodingAdvice = ""
  /// What is said of the columns: now, or to an earlier import of the petition with the same header.
  private var told = ColumnMemory(mapping: [])

  private init(_ path: String, options: ImportOptions) throws {
    self.options = options
    input = try InputFile(path, progress: options.onProgress)
    receipt = Receipt(file: options.nameOnRecord ?? input.name)
  }

  /// Imports the file at `path` (`-` is standard input) into the petition with this slug.
  ///
  /// - Returns: the receipt; that of the earlier import, marked `repeated`, where the same bytes came in before.
  /// - Throws: `RollError`, after which nothing was changed: `noInput`, `data` (nothing usable, an ambiguous date, more
  ///   refused rows than allowed), `cannotCreate` (the rejects file), `io`. A refused row is not an error.
  public static func run(
    _ path: String, petition: String, options: ImportOptions, on connection: inout Connection
  ) throws -> Receipt {
    var run = try SignatureImport(path, options: options)
    return try run.run(petition: petition, on: &connection) { connection, body in
      try connection.importAct(isDryRun: options.isDryRun, body)
    }
  }

  /// The same as part of an act, which is open and takes everything back where it is a dry run.
  static func run(
    _ path: String, petition: String, options: ImportOptions, in transaction: inout Transaction
  ) throws -> Receipt {
    var run = try SignatureImport(path, options: options)
    return try run.run(petition: petition, on: &transaction) { transaction, body in
      try transaction.savepoint(body)
    }
  }

  /// - Parameter act: does what it is given as one act.
  private mutating func run<Place: Queryable & ~Copyable>(
    petition slug: String, on connection: inout Place,
    act: (inout Place, (inout Transaction) throws -> Void) throws -> Void
  ) throws -> Receipt {
    let rules = try PetitionRules.find(slug, in: &connection)
    if let earlier = try earlier(slug, on: &connection) { return earlier }
    let file = try input.open(encoding: options.encoding)
    let encoding = file.encoding
    if encoding.basis == .ascii {
      encodingAdvice = "; if the file has another encoding, import it anew with --encoding NAME --again"
    }
    receipt.dialect.note(encoding, compression: file.compression, hasFileOffsets: file.hasFileOffsets)
    let finding = try DialectChoice.choose(
      in: CSVSample(bytes: file.sample, isWhole: file.sampleIsWhole), told: options.dialect, file: input.name)
    receipt.petition = rules.slug
    receipt.dryRun = options.isDryRun
    receipt.synthetic = options.isSynthetic
    receipt.dialect.note(finding, told: options.dialect)
    var reader = CSVReader(
      file.source(), dialect: finding.best.dialect, skippingLines: finding.best.linesToSkip)
    var row = try prepare(&reader, rules: rules, on: &connection)
    let rejects = Rejects(
      options: options, input: input, dialect: try finding.best.dialect.forWriting(told: options.dialect),
      header: row.columns.header, fieldNames: row.columns.mapping.fieldNames,
      isProtected: row.columns.isProtected)
    do {
      try act(&connection) { transaction in
        try load(&reader, &row, rules, rejects, in: &transaction)
      }
    } catch let repeated as Repeated {
      return repeated.receipt
    }
    if options.isDryRun, !options.isPartOfAct { receipt.batch = nil }
    receipt.dialect.inferredFrom = encoding.evidence
    receipt.rejectsFile = try rejects.publish()
    receipt.seconds = seconds
    return receipt
  }

  /// The receipt of the same bytes, where they came in before and can be known before they are read.
  private mutating func earlier(
    _ slug: String, on connection: inout some Queryable & ~Copyable
  ) throws -> Receipt? {
    digest = options.again || options.isDryRun ? nil : input.digestInAdvance()
    guard let digest else { return nil }
    return try Batches.earlier(noun: "signature", petition: slug, sha256: digest, in: &connection)
  }

  /// Leaves the transaction of bytes that came in before: what is read once, or came in meanwhile, is known only at its end.
  private struct Repeated: Error {
    var receipt: Receipt
  }

  /// An import without a word on it has a header: its columns are found by their names.
  private var hasHeader: Bool { options.dialect.headerLines != 0 }

  private var seconds: Double { (Date().timeIntervalSince(started) * 1000).rounded() / 1000 }

  /// Reads the header and decides what each column means.
  private mutating func prepare(
    _ reader: inout CSVReader, rules: PetitionRules, on connection: inout some Queryable & ~Copyable
  ) throws -> SignatureRow {
    var header: [String]?
    receipt.dialect.header = hasHeader
    if hasHeader {
      header = try reader.headerOrRollError(of: input.name).names
    }
    receipt.dialect.bom = receipt.dialect.bom || reader.hasByteOrderMark
    let mapping = try mapColumns(header, rules, on: &connection)
    let preset = mapping.preset
    let zoneName = options.timeZone ?? preset?.timeZone ?? rules.timeZone
    guard let zone = TimeZones(zoneName) else {
      throw RollError(.usage, "‘\(zoneName)’ is not a time zone", hint: "Use a name such as Europe/Paris.")
    }
    receipt.dialect.timeZone = zoneName
    let countries = try CountryIndex(from: &connection)
    var country: String?
    if let stated = options.defaultCountry {
      country = countries.code(stated)
      guard country != nil else { throw RollError(.usage, "‘\(stated)’ is not a country code") }
    } else if mapping[.country] != nil {
      country = preset?.blankCountry
    }
    let (key, version) = try Self.identityKey(in: &connection)
    guard version == Canonical.version else {
      throw RollError(
        .configuration,
        "the database's identities follow version \(version) of the rules; this program has \(Canonical.version)"
      )
    }
    return SignatureRow(
      columns: SignatureColumns(mapping, header: header), rules: rules, file: input.name, options: options,
      zoneName: zoneName, zone: zone,
      defaultCountry: country, today: Instant(microseconds: Int64(started.timeIntervalSince1970 * 1e6)).day,
      identity: Identity(key: key), countries: countries)
  }

  /// Finds the preset and the meaning of each column, and says so in the receipt.
  private mutating func mapColumns(
    _ header: [String]?, _ rules: PetitionRules, on connection: inout some Queryable & ~Copyable
  ) throws -> ColumnMapping {
    told = ColumnMemory(preset: options.preset, mapping: options.mapping.map { ($0, $1) })
    if told.isEmpty, let header,
      let memory = try ColumnMemory.recall(header: header, petition: rules.slug, in: &connection)
    {
      told = memory
      receipt.mappingFrom = memory.batch
      options.onNotice?(
        "Columns are read as import \(memory.batch ?? 0) was told: \(memory.flags). Other options take its place; "
          + "--preset auto forgets it.")
    }
    let preset = try Preset.find(told.preset, header: header, file: input.name)
    let mapping = try ColumnMapping(
      header: header, stated: told.mapping.map { ($0.field, $0.column) }, preset: preset, file: input.name)
    receipt.preset = preset?.name
    receipt.mapping = Dictionary(uniqueKeysWithValues: mapping.names.map { ($0.rawValue, $1) })
    receipt.ignored = mapping.ignored
    receipt.dialect.dateOrder = (options.dateOrder ?? .ymd).rawValue
    return mapping
  }

  private static func identityKey(
    in connection: inout some Queryable & ~Copyable
  ) throws -> ([UInt8], Int) {
    let result = try connection.run("SELECT key, rules_version FROM identity_key")
    let found = try result.first { (row) throws(PostgresError) in try row.columns(([UInt8], Int).self) }
    guard let found else { throw RollError(.configuration, "the database has no identity key") }
    return found
  }

  /// What the rows touch was written a moment ago and is in memory, so that a page here and there costs no more than the
  /// next one. The merge's statements run once each, and compiling them takes longer than running them.
  private static let settings = """
    SET LOCAL work_mem = '256MB'; SET LOCAL lock_timeout = '60s'; SET LOCAL random_page_cost = 1.1; SET LOCAL jit = off
    """

  /// Everything between BEGIN and COMMIT.
  private mutating func load(
    _ reader: inout CSVReader, _ row: inout SignatureRow, _ rules: PetitionRules, _ rejects: Rejects,
    in transaction: inout Transaction
  ) throws {
    try transaction.script(Self.settings)
    // One import of a petition at a time: rows are told apart by what is held, so all of it must be seen.
    try transaction.lockPetition(rules.id, onWait: options.onWait)
    // Whoever held the lock may have brought in these very bytes; then none of them is read.
    if let digest { try refuseRepeated(digest, rules, in: &transaction) }
    let batch = try Batches.open(receipt, in: &transaction)
    receipt.batch = batch
    try told.keep(batch: batch, header: row.columns.header, in: &transaction)
    let stage = try SignatureStage(in: &transaction)
    let hasOptIns = row.columns.hasOptIns
    if hasOptIns { try stage.holdOptIns(in: &transaction) }
    var load = try SignatureLoad(
      petition: rules.id, batch: batch, stage: stage, columns: row.columns.written,
      optIns: hasOptIns ? SignatureColumns.optIns : [], limits: options.loadLimits, in: &transaction)
    let intake = SignatureIntake(
      file: input.name, isCancelled: options.isCancelled, encodingAdvice: encodingAdvice, rejects: rejects)
    try load.all(in: &transaction) { load in try intake.next(&reader, &row, &load) }
    receipt.duplicate = hasOptIns ? try stage.settleOptIns(rejects, in: &transaction) : 0
    try settle(&row, stage, rejects, in: &transaction)
    try checkFile(rules, in: &transaction)
    let counts = try SignatureMerge(load).run(in: &transaction)
    try stage.drop(in: &transaction)
    note(counts, row, rejects)
    try receipt.check(options)
    try rejects.store(batch: batch, in: &transaction)
    receipt.rejectsFile = rejects.expectedName
    receipt.seconds = seconds
    if options.isPartOfAct { return }
    try Batches.close(batch, receipt, rejectsHeader: rejects.headerLine, in: &transaction)
  }

  private func refuseRepeated(
    _ digest: String, _ rules: PetitionRules, in transaction: inout Transaction
  ) throws {
    let earlier = try Batches.earlier(
      noun: "signature", petition: rules.slug, sha256: digest, in: &transaction)
    if let earlier { throw Repeated(receipt: earlier) }
  }

  /// What only the whole file tells: whether it is one, and whether it came in before.
  private mutating func checkFile(_ rules: PetitionRules, in transaction: inout Transaction) throws {
    guard input.bytes > 0 else { throw RollError(.data, "\(input.name) is empty: it has no rows") }
    try input.checkUnchanged()
    receipt.sha256 = input.digest
    receipt.bytes = input.bytes
    guard !options.again else { return }
    guard options.isDryRun else { return try refuseRepeated(receipt.sha256, rules, in: &transaction) }
    let earlier = try Batches.earlier(
      noun: "signature", petition: rules.slug, sha256: receipt.sha256, in: &transaction)
    if let batch = earlier?.batch {
      options.onNotice?(
        "These bytes came in before, as import \(batch): without --again an import adds nothing.")
    }
  }

  private mutating func note(
    _ counts: SignatureMerge.Counts, _ row: borrowing SignatureRow, _ rejects: Rejects
  ) {
    receipt.rejected = rejects.count
    // Those that belong to a signature without being one are counted already.
    receipt.rows = counts.staged + receipt.duplicate + rejects.count
    receipt.new = counts.new
    receipt.duplicate += counts.duplicate
    receipt.addresses = row.addresses
    receipt.synthetic = receipt.synthetic || row.isSynthetic
    receipt.platformPetitions = row.petitions.sorted()
    receipt.warnings = row.watch.warnings(row.columns)
    receipt.refusals = rejects.summary(ofRows: receipt.rows)
    receipt.alreadyHeld = counts.alreadyHeld
    receipt.updated = counts.updated
    receipt.nameConflicts = counts.nameConflicts
    receipt.nameConflictLines = counts.nameConflictLines
  }
}

/// The advisory locks of the program, apart by their first number.
enum Locks {
  /// With a petition's number: who imports into it.
  static let petition: Int32 = 0x7065
  /// Who changes the record of facts.
  static let forms: Int32 = 0x666F
}

extension RollError {
  /// A file that cannot be read at all.
  public init(csv error: CSVError) {
    switch error.kind {
    case .cannotOpen: self.init(.noInput, error.description)
    case .undecidedEncoding:
      self.init(
        .data, error.description,
        hint:
          "State it with --encoding NAME. With --encoding utf-8, rows that are not UTF-8 are refused alone.")
    case .cannotRead, .sourceFailed: self.init(.io, error.description)
    default: self.init(.data, error.description)
    }
  }
}
