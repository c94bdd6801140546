internal import Foundation
internal import Postgres

/// The way of a file's rows into the database.
///
/// A row of whom neither the file so far nor the petition has another, and of which nothing is left to be decided, is a
/// signature at once; every other row waits in the staging table for the merge. Who came before is known without asking the
/// server, from filters that may say yes wrongly, which costs that row a detour, and never no. Taking every row through the
/// staging table costs twice the time.
///
/// Rows go to the roll in runs sorted by id, so that neighbours in the index of the key are met together. While one run is
/// gathered, the one before is sent, row by row, so that the server is at work all the time.
struct SignatureLoad: ~Copyable {
  let petition: Int64
  let batch: Int64
  let stage: SignatureStage
  /// Columns that every row fills besides those written here, in their order; the first is `line`.
  private let columns: [String]
  /// Further columns of the staging table, for rows that are no signatures; empty where the file has none.
  private let optIns: [String]
  /// Who had signed before this import; nil where nobody had.
  private let held: SignatoryFilter?
  private var inFile = SignatoryFilter()
  private var cells = SignatureCells()
  /// Rows that are signatures already.
  private(set) var signatures = 0
  /// Whether the petition had signatures before.
  var hasHeld: Bool { held != nil }
  /// Whether a row has another id than that of its address.
  private(set) var hasAliases = false

  /// Signatures that a later row repeats, and which were not sent yet.
  private var recalled = CopyIn()
  /// How many rows were recalled so.
  private(set) var recalledRows = 0
  /// Whether a row may repeat one that was sent.
  private(set) var mustRecall = false

  private var staged = CopyIn()
  private var gathered = CopyIn()
  private var run: [Place] = []
  private var sending = CopyIn()
  private var sendingRun: [Place] = []
  private var sent = 0

  /// Where a gathered row lies, and whose it is. It ends where it starts once it was recalled.
  private struct Place {
    /// The first half of the id, by which a run is sorted: beyond it the order does not matter.
    var key: UInt64
    var rest: UInt64
    var start: Int
    var end: Int
  }

  private let limits: Limits

  /// How many bytes of rows are gathered before they go to the server.
  struct Limits {
    /// A run of signatures; there are two. Longer runs help the server little: four times as long ones saved a tenth.
    var run = 3 << 20
    /// Rows for the staging table.
    var staged = 2 << 20
    /// Among how many of the latest rows the one is looked for that a row repeats.
    var lookBack = 512
  }

  /// - Precondition: the transaction holds the petition's lock, so that nobody signs meanwhile.
  init(
    petition: Int64, batch: Int64, stage: SignatureStage, columns: [String], optIns: [String], limits: Limits,
    in transaction: inout Transaction
  ) throws {
    self.limits = limits
    self.petition = petition
    self.batch = batch
    self.stage = stage
    self.columns = columns
    self.optIns = optIns
    held = try Self.held(petition, in: &transaction)
  }

  private static func held(_ petition: Int64, in transaction: inout Transaction) throws -> SignatoryFilter? {
    var filter: SignatoryFilter?
    let ids: SQL = "SELECT signatory_id FROM signature WHERE petition_id = \(petition)"
    try transaction.forEachRow(ids) { row in
      if filter == nil { filter = SignatoryFilter() }
      _ = filter?.insert(try row.value(0, as: UUID.self))
    }
    return filter
  }

  /// Takes a row.
  /// - Parameters:
  ///   - address: the id of the row's address.
  ///   - isOpen: whether the end of the file decides something of it.
  ///   - monthFirst: whether it is the reading with the month first of a row that only the end of the file decides.
  ///   - fill: writes `columns`.
  mutating func add(
    _ id: UUID, address: UUID, isOpen: Bool, monthFirst: Bool?, country: String?,
    _ status: SignatureRow.Status, signedOn: Day?,
    _ fill: (inout CopyIn) throws -> Void
  ) throws {
    let mayRepeat = inFile.insert(id)
    let recalls = try mayRepeat && !recall(id)
    mustRecall = mustRecall || recalls
    hasAliases = hasAliases || id != address
    if mayRepeat || isOpen || monthFirst != nil || id != address || held?.mayContain(id) == true {
      try staged.row(fields: Self.stagedColumns.count + columns.count + optIns.count)
      staged.write(id)
      staged.write(address)
      staged.write(mayRepeat)
      staged.write(recalls)
      staged.write(monthFirst)
      try fill(&staged)
      for _ in optIns { staged.null() }
      return
    }
    let start = gathered.byteCount
    try gathered.row(fields: Self.signatureColumns.count + columns.count)
    gathered.write(id)
    gathered.write(petition)
    gathered.write(batch)
    gathered.write(status.word)
    gathered.write(status.at?.postgresInstant)
    if let day = status.on { gathered.write(day.postgresDate) } else { gathered.null() }
    try fill(&gathered)
    let (key, rest) = id.words
    run.append(Place(key: key, rest: rest, start: start, end: gathered.byteCount))
    cells.add(country: country, status, signedOn: signedOn)
    signatures += 1
  }

  /// Stages a row that is no signature, but belongs to the one of an address.
  /// - Parameter fill: writes the columns of `optIns`.
  mutating func addOptIn(_ address: UUID, line: Int64, _ fill: (inout CopyIn) throws -> Void) throws {
    try staged.row(fields: Self.stagedColumns.count + columns.count + optIns.count)
    staged.write(address)
    staged.write(address)
    staged.write(false)
    staged.write(false)
    staged.null()
    staged.write(line)
    for _ in columns.dropFirst() { staged.null() }
    try fill(&staged)
  }

  private static let stagedColumns = ["signatory_id", "address_id", "may_repeat", "recalls", "month_first"]
  private static let signatureColumns = [
    "signatory_id", "petition_id", "batch_id", "status", "status_at", "status_on",
  ]

  /// Takes rows from `read` until it has no more, and brings all of them to the server.
  /// - Parameter read: adds the next row; false at the end of the file. A row may be none, where it was refused.
  mutating func all(
    in transaction: inout Transaction, _ read: (inout SignatureLoad) throws -> Bool
  ) throws {
    try transaction.execute(
      """
      CREATE TEMPORARY TABLE stage_cell
        (country text, status signature_status, signed_on date, status_on date, rows bigint) ON COMMIT DROP
      """)
    var hasMore = true
    while hasMore {
      try transaction.copyIn(statement(for: "signature", Self.signatureColumns + columns)) { copy in
        while hasMore, staged.byteCount + recalled.byteCount < limits.staged, !cells.isFull {
          hasMore = try read(&self)
          if sent < sendingRun.count { try passOn(to: &copy) }
          if gathered.byteCount >= limits.run { try turn(&copy) }
        }
        // Rows that are gathered when the staging table's turn comes stay for the next COPY, so that it has some to begin with.
        if !hasMore {
          try turn(&copy)
          try turn(&copy)
        }
      }
      try transaction.copyIn(statement(for: stage.name, Self.stagedColumns + columns + optIns)) {
        try $0.append(staged)
      }
      staged.removeAll()
      try transaction.copyIn(statement(for: stage.name, Self.signatureColumns + columns)) {
        try $0.append(recalled)
      }
      recalled.removeAll()
      try cells.store(in: &transaction)
    }
  }

  private func statement(for table: String, _ columns: [String]) -> SQL {
    let list = SQL.joined(columns.map { "\(identifier: $0)" }, separator: ", ")
    return "COPY \(identifier: table) (\(fragment: list)) FROM STDIN (FORMAT binary)"
  }

  /// Moves a signature that was gathered and not sent yet to the rows that the merge decides about: people who sign twice do
  /// so within a minute, and taking a row back from the table costs ten times as much.
  /// - Returns: whether one of this id was found among the latest.
  private mutating func recall(_ id: UUID) throws -> Bool {
    let words = id.words
    for place in run.indices.suffix(limits.lookBack).reversed()
    where run[place].key == words.0 && run[place].rest == words.1 && run[place].start < run[place].end {
      try recalled.append(gathered, bytes: run[place].start..<run[place].end)
      run[place].end = run[place].start
      recalledRows += 1
      return true
    }
    return false
  }

  private mutating func passOn(to copy: inout CopyIn) throws {
    let place = sendingRun[sent]
    if place.start < place.end { try copy.append(sending, bytes: place.start..<place.end) }
    sent += 1
  }

  /// Sends the rest of the run that is under way, and makes the gathered rows the next.
  private mutating func turn(_ copy: inout CopyIn) throws {
    while sent < sendingRun.count { try passOn(to: &copy) }
    swap(&gathered, &sending)
    swap(&run, &sendingRun)
    gathered.removeAll()
    run.removeAll(keepingCapacity: true)
    sendingRun.sort { $0.key < $1.key }
    sent = 0
  }
}
