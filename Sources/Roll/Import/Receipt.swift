/// What became of the rows of a file: `rows = new + duplicate + already_held + rejected`, always.
public struct Receipt: Sendable, Equatable, Codable {
  /// How the file was read.
  public struct Dialect: Sendable, Equatable, Codable {
    /// Character encoding.
    public var encoding = "utf-8"
    /// Whether the encoding was inferred: tests agreed on it, but nothing proves it.
    public var inferred = false
    /// Up to three lines that would read otherwise in another encoding, where it was inferred. Personal data: they are
    /// shown, and not kept with the batch.
    public var inferredFrom: [String] = []
    /// How the file was packed: gzip, zstd or zip; nil where it was not.
    public var compression: String?
    /// What byte offsets of refused rows count: bytes of the `file`, or of its `text`, unpacked and in UTF-8.
    public var byteOffsets = "file"
    /// Whether it began with a byte order mark.
    public var bom = false
    /// What separates fields.
    public var delimiter = ","
    /// What surrounds fields.
    public var quote: String? = "\""
    /// What makes a quote or a delimiter literal; nil for nothing.
    public var escape: String?
    /// What begins a comment; nil for nothing.
    public var comment: String?
    /// How many lines stood before the table.
    public var preambleLines = 0
    /// How sure the dialect is where it was found, from 0 to 1; nil where the user stated it.
    public var confidence: Double?
    /// Whether the first record named the columns.
    public var header = true
    /// The order of the parts of dates.
    public var dateOrder = "ymd"
    /// The line whose date can be read in that order only; nil where the user stated the order, or no date needed one.
    public var dateOrderLine: Int?
    /// What bare numbers in columns of times count, by field.
    public var timeNumbers: [String: TimeNumber] = [:]
    /// The zone of times that state none.
    public var timeZone = "UTC"
  }

  /// The number of the batch; nil for a dry run.
  public var batch: Int64?
  /// What the file held.
  public var noun = "signature"
  /// The petition that was signed.
  public var petition: String?
  /// The file's name.
  public var file: String
  /// SHA-256 of its bytes, in hexadecimal.
  public var sha256 = ""
  /// Its length.
  public var bytes: Int64 = 0
  /// How it was read.
  public var dialect = Dialect()
  /// The platform's preset, where one was used.
  public var preset: String?
  /// The column of each field.
  public var mapping: [String: String] = [:]
  /// The import that was told of the columns, where this one was told nothing.
  public var mappingFrom: Int64?
  /// Names of the columns that hold nothing; nil in receipts from before they were told.
  public var ignored: [String]?
  /// Which of the platform's petitions the rows were signatures of, the first ten, where the platform says so; nil in
  /// receipts from before it was told.
  public var platformPetitions: [String]?
  /// Data records in the file.
  public var rows = 0
  /// Rows that were added.
  public var new = 0
  /// Rows that repeat another row of the file.
  public var duplicate = 0
  /// Rows that were here before.
  public var alreadyHeld = 0
  /// Rows that were refused.
  public var rejected = 0
  /// Rows among `alreadyHeld` that moved a status on.
  public var updated = 0
  /// Rows among `duplicate` and `alreadyHeld` that gave another name under the same address.
  public var nameConflicts = 0
  /// The lines of the first hundred of those.
  public var nameConflictLines: [Int64] = []
  /// Rows without an address, which only all they state identifies.
  public var weak = 0
  /// Rows whose country is not usable; they count as unknown.
  public var unknownCountry = 0
  /// What looks wrong about the file, in sentences that quote no row; nil in receipts from before there were any.
  public var warnings: [String]? = []
  /// Of a dry run: the refused rows by reason. Personal data: they are shown, and not kept.
  public var refusals: [RefusedKind]? = []
  /// Local times that the clock skipped or showed twice.
  public var clockChanges = ClockChanges()
  /// What was done to addresses so that they can be compared.
  public var addresses = AddressMendings()
  /// Where the refused rows are.
  public var rejectsFile: String?
  /// Whether nothing was kept.
  public var dryRun = false
  /// Whether the file's bytes were imported before, and this is the earlier receipt.
  public var repeated = false
  /// Whether the rows were made up.
  public var synthetic = false
  /// Seconds from the first byte to the commit.
  public var seconds = 0.0

  enum CodingKeys: String, CodingKey {
    case batch, noun, petition, file, sha256, bytes, dialect, preset, mapping, rows, new, duplicate, rejected,
      updated
    case ignored, weak, addresses, repeated, synthetic, seconds, warnings, refusals
    case mappingFrom = "mapping_from"
    case platformPetitions = "platform_petitions"
    case alreadyHeld = "already_held"
    case nameConflicts = "name_conflicts"
    case nameConflictLines = "name_conflict_lines"
    case unknownCountry = "unknown_country"
    case clockChanges = "clock_changes"
    case rejectsFile = "rejects_file"
    case dryRun = "dry_run"
  }
}

extension Receipt {
  /// As JSON, every key each time: what there is not is null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(batch, forKey: .batch)
    try container.encode(noun, forKey: .noun)
    try container.encode(petition, forKey: .petition)
    try container.encode(file, forKey: .file)
    try container.encode(sha256, forKey: .sha256)
    try container.encode(bytes, forKey: .bytes)
    try container.encode(dialect, forKey: .dialect)
    try container.encode(preset, forKey: .preset)
    try container.encode(mapping, forKey: .mapping)
    try container.encode(mappingFrom, forKey: .mappingFrom)
    try container.encode(ignored ?? [], forKey: .ignored)
    try container.encode(platformPetitions ?? [], forKey: .platformPetitions)
    try container.encode(rows, forKey: .rows)
    try container.encode(new, forKey: .new)
    try container.encode(duplicate, forKey: .duplicate)
    try container.encode(alreadyHeld, forKey: .alreadyHeld)
    try container.encode(rejected, forKey: .rejected)
    try container.encode(updated, forKey: .updated)
    try container.encode(nameConflicts, forKey: .nameConflicts)
    try container.encode(nameConflictLines, forKey: .nameConflictLines)
    try container.encode(weak, forKey: .weak)
    try container.encode(unknownCountry, forKey: .unknownCountry)
    try container.encode(warnings ?? [], forKey: .warnings)
    try container.encode(refusals ?? [], forKey: .refusals)
    try container.encode(clockChanges, forKey: .clockChanges)
    try container.encode(addresses, forKey: .addresses)
    try container.encode(rejectsFile, forKey: .rejectsFile)
    try container.encode(dryRun, forKey: .dryRun)
    try container.encode(repeated, forKey: .repeated)
    try container.encode(synthetic, forKey: .synthetic)
    try container.encode(seconds, forKey: .seconds)
  }
}

extension KeyedDecodingContainer {
  /// Receipts from before there were such have none.
  func decode(_ type: ClockChanges.Type, forKey key: Key) throws -> ClockChanges {
    try decodeIfPresent(type, forKey: key) ?? ClockChanges()
  }

  /// Receipts from before there were such have none.
  func decode(_ type: AddressMendings.Type, forKey key: Key) throws -> AddressMendings {
    try decodeIfPresent(type, forKey: key) ?? AddressMendings()
  }
}
