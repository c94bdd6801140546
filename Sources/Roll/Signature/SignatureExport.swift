internal import CSV
public import Postgres

/// Writes a petition's signatures: what was stated, and where each stands. Sorted by the exported columns in byte order, so
/// that two databases with the same signatures give the same file, and no number of ours shows. Streamed; memory does not grow.
public struct SignatureExport: Sendable {
  /// For whom it is.
  public enum Audience: String, Sendable, CaseIterable, Codable {
    /// Anyone: validated signatures alone, with the least personal data. See `PublicCells`.
    case `public`
    /// Those who may see all that was stated.
    case `internal`
  }

  /// How cells stand in a CSV file.
  public enum Cells: String, Sendable, Codable {
    /// For people: a byte order mark, and no cell that a spreadsheet would run as a formula (`CSVFormula`). A last column
    /// `_for_spreadsheet`, which is empty, says so to an import, which undoes it exactly.
    case spreadsheet
    /// For programs: as they were stated.
    case exact
  }

  /// What became of it.
  public struct Account: Sendable, Codable, Equatable {
    /// The petition.
    public var petition: String
    /// For whom it is.
    public var audience: Audience
    /// The columns.
    public var columns: [String]
    /// The signatures.
    public var rows: Int
    /// Whether some of the petition's signatures are made up; each row then says so.
    public var synthetic: Bool
    /// Countries that a public export leaves blank, because too few people signed from them.
    public var blankCountries = 0
    /// Days that it leaves blank.
    public var blankDays = 0
    /// The query that was asked, for who wants to ask it with psql.
    public var query = ""

    enum CodingKeys: String, CodingKey {
      case petition, audience, columns, rows, synthetic
      case blankCountries = "blank_countries"
      case blankDays = "blank_days"
    }
  }

  /// For whom it is.
  public var audience = Audience.public
  /// The columns, by name; empty for the audience's usual ones.
  public var columns: [String] = []
  /// Only what was signed on this day or later.
  public var since: Day?
  /// Only these countries, by code or name; empty for all.
  public var countries: [String] = []
  /// Only these statuses; empty for all that the audience may see.
  public var statuses: [String] = []
  /// How cells stand.
  public var cells = Cells.spreadsheet
  /// Whether a file for spreadsheets begins with a byte order mark; a terminal would show it.
  public var hasByteOrderMark = true

  /// A public export.
  public init() {}

  /// Writes the signatures as CSV to `sink`, in blocks.
  /// - Throws: `RollError` of kind `data` for an unknown petition or country, of kind `usage` for a column or status that
  ///   does not exist or is not for the audience; what `sink` throws.
  public func csv(
    petition slug: String, on connection: inout Connection, sink: ([UInt8]) throws -> Void
  ) throws -> Account {
    try run(slug, protects: cells == .spreadsheet, on: &connection) { transaction, query, account in
      try write(query, &account, in: &transaction, sink)
    }
  }

  /// The same in a transaction that is open, which must be a snapshot.
  func csv(
    _ plan: ExportPlan, in transaction: inout Transaction, sink: ([UInt8]) throws -> Void
  ) throws -> Account {
    let (query, settled) = try plan.settle(in: &transaction)
    var account = settled
    try write(query, &account, in: &transaction, sink)
    return account
  }

  private func write(
    _ query: ExportPlan.Query, _ account: inout Account, in transaction: inout Transaction,
    _ sink: ([UInt8]) throws -> Void
  ) throws {
    let marks = cells == .spreadsheet ? [SignatureExport.mark] : []
    var block = cells == .spreadsheet && hasByteOrderMark ? [0xEF, 0xBB, 0xBF] : [] as [UInt8]
    block += Array((account.columns + marks).joined(separator: ",").utf8) + [10]
    let end = cells == .spreadsheet ? ", NULL" : "" as SQL
    let selection: SQL = "SELECT \(fragment: query.selection)\(fragment: end) \(fragment: query.source)"
    account.query = selection.text
    account.rows = try transaction.copyOut(
      "COPY (\(fragment: selection)) TO STDOUT (FORMAT csv, ENCODING 'UTF8')"
    ) { bytes in
      block.append(copyOf: bytes)
      guard block.count >= SignatureExport.blockBytes else { return }
      try sink(block)
      block.removeAll(keepingCapacity: true)
    }
    try sink(block)
  }

  /// Gives the header, then every signature, as text, for a format that has no formulas in text.
  /// - Parameter limit: more rows than this are refused before the first.
  /// - Throws: as `csv`, and `RollError` of kind `data` where there are too many rows.
  public func rows(
    petition slug: String, limit: Int, on connection: inout Connection,
    header: ([String]) throws -> Void, row: ([String?]) throws -> Void
  ) throws -> Account {
    try run(slug, protects: false, on: &connection) { transaction, query, account in
      let count = try transaction.value("SELECT count(*) \(fragment: query.rows)", as: Int.self) ?? 0
      guard count <= limit else {
        throw RollError(
          .data, "\(count) signatures are more than the \(limit) rows that a sheet has below its header",
          hint: "Write CSV (--output FILE.csv or FILE.csv.gz), or parts of it: --since, --country, --status.")
      }
      try header(account.columns)
      let selection: SQL = "SELECT \(fragment: query.selection) \(fragment: query.source)"
      account.query = selection.text
      account.rows = try transaction.copyOut(textOf: selection, row)
    }
  }

  /// Every export, of whatever format, in one snapshot. What is done here after `body` is done before the file gets its name,
  /// so that a failure of it leaves no file.
  private func run(
    _ slug: String, protects: Bool, on connection: inout Connection,
    _ body: (inout Transaction, ExportPlan.Query, inout Account) throws -> Void
  ) throws -> Account {
    let plan = try plan(slug, protects: protects, on: &connection)
    return try connection.transaction(.snapshot) { transaction in
      let (query, settled) = try plan.settle(in: &transaction)
      var account = settled
      try body(&transaction, query, &account)
      return account
    }
  }

  /// Enough that a write to a disk costs little beside what it writes.
  private static let blockBytes = 1 << 18

  /// The column that tells an import that cells are protected from spreadsheets.
  static let mark = "_for_spreadsheet"
  /// The column that tells an import that rows are made up.
  static let syntheticColumn = "synthetic"

  /// The columns of version 0.1, which had no mark and protected all.
  static let columnsWithoutMark = ExportColumn.stated.filter { $0 != .statusAt }.map(\.rawValue)

  /// Whether a file with this header is one of ours whose cells are protected: it has the mark, is a rejects file, or was
  /// written by a version that had no mark and protected all.
  static func isProtected(header: [String]) -> Bool {
    header.contains(mark) || RejectsFile.isOne(header) || header == columnsWithoutMark
  }

  /// Whether a file with this header is one of ours that has a country's code where its name could be a state of the USA.
  static func hasCodes(header: [String]) -> Bool {
    header.contains(mark) || header.starts(with: ExportColumn.stated.map(\.rawValue))
  }
}
