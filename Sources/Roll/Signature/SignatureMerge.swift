internal import Postgres

/// Moves staged rows into the roll, set by set, and accounts for each.
///
/// The earliest signing of a person is what was stated, the latest event gives the status, and every row of another import
/// is kept beside it, so that neither the order of rows nor that of files, nor an undo in between, changes a count.
struct SignatureMerge {
  let stage: SignatureStage
  let petition: Int64
  let batch: Int64
  /// Rows that are signatures, or were before they were recalled.
  private let loaded: Int
  /// How many were recalled before they reached the roll.
  private let recalled: Int
  /// Whether others must be, because rows may repeat them.
  private let mustRecall: Bool
  private let hasHeld: Bool
  private let hasAliases: Bool

  init(_ load: borrowing SignatureLoad) {
    stage = load.stage
    petition = load.petition
    batch = load.batch
    loaded = load.signatures
    recalled = load.recalledRows
    mustRecall = load.mustRecall
    hasHeld = load.hasHeld
    hasAliases = load.hasAliases
  }

  struct Counts {
    var staged = 0
    var new = 0
    var duplicate = 0
    var alreadyHeld = 0
    var updated = 0
    var nameConflicts = 0
    var nameConflictLines: [Int64] = []
  }

  /// What orders rows of one person: the time of signing, then what is stated, byte by byte, so that chance decides
  /// nothing.
  private static let statedOrder = [
    "signed_at", "email", "given_name", "family_name", "full_name", "organization", "street", "city",
    "region",
    "postal_code", "country", "country_written", "phone", "comment", "consent", "consent_text", "locale",
    "source",
    "external_id", "display", "signed_on", "signed_zone", "confirmed_at", "withdrawn_at", "invalidated_at",
  ]

  /// Every column but those that say where a row came from and what became of it.
  private static let columns = [
    "petition_id", "signatory_id", "batch_id", "line", "status", "status_at", "status_on", "stated_status",
    "stated_status_at", "stated_status_on", "signed_at", "signed_on", "signed_zone", "country", "name_key",
    "weak",
    "email", "given_name", "family_name", "full_name", "organization", "street", "city", "region",
    "postal_code",
    "country_written", "phone", "comment", "consent", "consent_text", "locale", "source", "external_id",
    "display",
    "confirmed_at", "withdrawn_at", "invalidated_at",
  ]

  /// Columns by which rows are found.
  private static let searched = "petition_id, signatory_id, batch_id, status, signed_on, country"

  static func columnList(_ prefix: String = "") -> SQL {
    SQL(trusted: columns.map { prefix + $0 }.joined(separator: ", "))
  }

  /// The columns of an order of rows, NULLs last.
  static func order(_ prefix: String) -> SQL {
    SQL(trusted: statedOrder.map { "\(prefix)\($0) NULLS LAST" }.joined(separator: ", "))
  }

  /// What orders rows of one person by what they state of the status, the row that decides first: the latest event, and
  /// waiting is none, so that it decides only where nothing else is stated; of events at one moment the weightier; of
  /// withdrawals at one moment that two zones call two days the earlier day.
  static func latest(_ prefix: String = "") -> SQL {
    SQL(
      trusted: """
        \(prefix)stated_status = 'pending', \(prefix)stated_status_at DESC NULLS LAST, \(prefix)stated_status DESC,
        \(prefix)stated_status_on NULLS LAST
        """)
  }

  func run(in transaction: inout Transaction) throws -> Counts {
    var counts = Counts()
    try transaction.execute("ANALYZE \(fragment: stage.table) (signatory_id, may_repeat, recalls, batch_id)")
    let taken = recalled + (mustRecall ? try recall(in: &transaction) : 0)
    if taken > 0 { try countOff(in: &transaction) }
    let uncontested = loaded - taken
    counts.staged = uncontested + (try stagedRows(in: &transaction))
    counts.duplicate = try markDuplicates(in: &transaction)
    counts.alreadyHeld = try markHeld(in: &transaction)
    (counts.nameConflicts, counts.nameConflictLines) = try nameConflicts(in: &transaction)
    counts.new = uncontested
    if uncontested + counts.duplicate + counts.alreadyHeld < counts.staged {
      counts.new += try insertNew(in: &transaction)
    }
    let act = try SignatureTally.act("import", petition: petition, batch: batch, in: &transaction)
    if counts.new > 0 { try tallyNew(act, in: &transaction) }
    if counts.alreadyHeld > 0 { counts.updated = try restate(act, in: &transaction) }
    if hasAliases { try insertAliases(in: &transaction) }
    // Without fresh statistics an undo, or the next import, can take hours where it should take seconds. The other columns
    // are the server's to look at when it finds the time.
    if counts.new + counts.alreadyHeld >= 1000 {
      try transaction.script(
        "ANALYZE signature (\(Self.searched)); ANALYZE signature_restatement (\(Self.searched))")
    }
    return counts
  }

  /// Takes signatures back into the staging table of which the file has another row, so that the merge sees all rows of a
  /// person together. Each is looked up by its key and taken by its place: of what this transaction wrote the server has no
  /// statistics, and may choose to compare every row of the petition with each of a handful.
  private func recall(in transaction: inout Transaction) throws -> Int {
    let list = Self.columnList()
    return try transaction.execute(
      """
      WITH gone AS (
        DELETE FROM signature g WHERE g.ctid = ANY (ARRAY(
          SELECT held.ctid FROM (
            SELECT DISTINCT signatory_id FROM \(fragment: stage.table) WHERE recalls
          ) r CROSS JOIN LATERAL (
            SELECT s.ctid FROM signature s
            WHERE s.petition_id = \(petition) AND s.signatory_id = r.signatory_id AND s.batch_id = \(batch) LIMIT 1
          ) held))
        RETURNING g.*
      )
      INSERT INTO \(fragment: stage.table) (\(fragment: list), address_id, may_repeat)
      SELECT \(fragment: Self.columnList("g.")), g.signatory_id, false FROM gone g
      """)
  }

  /// Recalled rows were counted when they came.
  private func countOff(in transaction: inout Transaction) throws {
    try transaction.execute(
      """
      INSERT INTO stage_cell (country, status, signed_on, status_on, rows)
      SELECT country, stated_status, signed_on, stated_status_on, -count(*) FROM \(fragment: stage.table)
      WHERE batch_id = \(batch) GROUP BY country, stated_status, signed_on, stated_status_on
      """)
  }

  private func stagedRows(in transaction: inout Transaction) throws -> Int {
    try transaction.value("SELECT count(*) FROM \(fragment: stage.table)", as: Int.self) ?? 0
  }

  /// `stage_duplicate`: the rows that repeat another, by line, and the line of the row that stands for them. The row that
  /// stands gets the latest status of all.
  private func markDuplicates(in transaction: inout Transaction) throws -> Int {
    try transaction.execute(
      """
      CREATE TEMPORARY TABLE stage_duplicate ON COMMIT DROP AS
      SELECT line, signatory_id, kept_line, name_key, kept_name_key, states_other FROM (
        SELECT s.line, s.signatory_id, s.name_key, first_value(s.line) OVER w AS kept_line,
          first_value(s.name_key) OVER w AS kept_name_key,
          (s.stated_status, s.stated_status_at, s.stated_status_on) IS DISTINCT FROM (first_value(s.stated_status) OVER w,
            first_value(s.stated_status_at) OVER w, first_value(s.stated_status_on) OVER w) AS states_other
        FROM \(fragment: stage.table) s
        WHERE s.signatory_id IN (SELECT signatory_id FROM \(fragment: stage.table) WHERE may_repeat)
        WINDOW w AS (PARTITION BY s.signatory_id ORDER BY \(fragment: Self.order("s.")), s.line)
      ) d WHERE line <> kept_line
      """)
    let count = try transaction.value("SELECT count(*) FROM stage_duplicate", as: Int.self) ?? 0
    guard count > 0 else { return 0 }
    try transaction.execute("ANALYZE stage_duplicate")
    try transaction.execute(
      """
      UPDATE \(fragment: stage.table) s SET stated_status = l.stated_status, stated_status_at = l.stated_status_at,
        stated_status_on = CASE WHEN l.stated_status = 'withdrawn' THEN l.stated_status_on ELSE s.signed_on END
      FROM (
        SELECT DISTINCT ON (d.kept_line) d.kept_line, r.*
        FROM stage_duplicate d JOIN \(fragment: stage.table) r USING (signatory_id)
        WHERE d.signatory_id IN (SELECT signatory_id FROM stage_duplicate WHERE states_other)
        ORDER BY d.kept_line, \(fragment: Self.latest("r."))
      ) l WHERE s.line = l.kept_line AND l.line <> s.line
      """)
    return count
  }

  /// `stage_held`: the rows whose signature the petition has; whether each is to be shown in place of the one that is, and
  /// whether it can change what is counted, which the same file again cannot.
  private func markHeld(in transaction: inout Transaction) throws -> Int {
    try transaction.execute(
      """
      CREATE TEMPORARY TABLE stage_held ON COMMIT DROP AS
      SELECT s.line, s.signatory_id, s.name_key, h.name_key AS held_name_key,
        (\(fragment: Self.order2("s."))) < (\(fragment: Self.order2("h."))) AS is_earlier,
        (s.stated_status, s.stated_status_at) IS DISTINCT FROM (h.status, h.status_at)
          OR s.stated_status = 'withdrawn' AND s.stated_status_on IS DISTINCT FROM h.status_on AS states_other
      FROM \(fragment: stage.table) s JOIN signature h ON h.petition_id = \(petition) AND h.signatory_id = s.signatory_id
      WHERE \(hasHeld) AND NOT EXISTS (SELECT FROM stage_duplicate d WHERE d.line = s.line)
      """)
    let count = try transaction.value("SELECT count(*) FROM stage_held", as: Int.self) ?? 0
    guard count > 0 else { return 0 }
    // As for an undo: the server may still take the roll for small.
    try transaction.execute("CREATE INDEX stage_held_signatory ON stage_held (signatory_id)")
    try transaction.execute("ANALYZE stage_held")
    return count
  }

  /// As `order`, for a comparison of two rows: missing values as the last ones.
  private static func order2(_ prefix: String) -> SQL {
    SQL(
      trusted: statedOrder.map {
        $0.hasSuffix("_at") || $0.hasSuffix("_on")
          ? "coalesce(\(prefix)\($0), 'infinity')" : "\(prefix)\($0) IS NULL, coalesce(\(prefix)\($0), '')"
      }.joined(separator: ", "))
  }

  private func nameConflicts(in transaction: inout Transaction) throws -> (Int, [Int64]) {
    let conflicts: SQL = """
      SELECT line FROM stage_duplicate WHERE name_key <> kept_name_key
      UNION ALL SELECT line FROM stage_held WHERE name_key <> held_name_key
      """
    let count = try transaction.value("SELECT count(*) FROM (\(fragment: conflicts)) c", as: Int.self) ?? 0
    guard count > 0 else { return (0, []) }
    return (count, try transaction.values("\(fragment: conflicts) ORDER BY line LIMIT 100", as: Int64.self))
  }

  /// In the order of the key, so that its index grows at its end and not all over.
  private func insertNew(in transaction: inout Transaction) throws -> Int {
    try transaction.execute(
      """
      INSERT INTO signature (\(fragment: Self.columnList()))
      SELECT \(fragment: stagedColumns) FROM \(fragment: stage.table) s
      WHERE NOT EXISTS (SELECT FROM stage_duplicate d WHERE d.line = s.line)
        AND NOT EXISTS (SELECT FROM stage_held h WHERE h.line = s.line)
      ORDER BY s.signatory_id
      """)
  }

  /// The columns of a staged row as a signature has them.
  var stagedColumns: SQL {
    let columns = Self.columns.map { column -> SQL in
      switch column {
      case "petition_id": "\(petition)"
      case "batch_id": "\(batch)"
      // As our export would be read: an event whose time nobody states is taken for one with the signing.
      case "status_at": "coalesce(s.stated_status_at, s.signed_at)"
      case "status", "status_on": SQL(trusted: "s.stated_\(column)")
      default: SQL(trusted: "s.\(column)")
      }
    }
    return .joined(columns, separator: ", ")
  }

  /// The cells of `signature_cell`, of the staged rows and of those that were counted when they came: reading the new rows
  /// back from the roll would scan all of it.
  private func tallyNew(_ act: Int64, in transaction: inout Transaction) throws {
    try transaction.execute(
      """
      INSERT INTO signature_tally (act_id, petition_id, country, status, signed_on, effective_on, change)
      SELECT \(act), \(petition), g.country, cell.status, g.signed_on, cell.effective_on, sum(g.rows * cell.change)
      FROM (
        SELECT s.country, s.stated_status AS status, s.signed_on, s.stated_status_on AS status_on, count(*) AS rows
        FROM \(fragment: stage.table) s
        WHERE NOT EXISTS (SELECT FROM stage_duplicate d WHERE d.line = s.line)
          AND NOT EXISTS (SELECT FROM stage_held h WHERE h.line = s.line)
        GROUP BY s.country, s.stated_status, s.signed_on, s.stated_status_on
        UNION ALL SELECT country, status, signed_on, status_on, rows FROM stage_cell
      ) g CROSS JOIN LATERAL signature_cells(g.status, g.signed_on, g.status_on) cell
      GROUP BY g.country, cell.status, g.signed_on, cell.effective_on
      HAVING sum(g.rows * cell.change) <> 0
      """)
  }

  private func insertAliases(in transaction: inout Transaction) throws {
    try transaction.execute(
      """
      INSERT INTO signatory_alias (alias_id, signatory_id)
      SELECT DISTINCT signatory_id, address_id FROM \(fragment: stage.table) WHERE signatory_id <> address_id
      ON CONFLICT ON CONSTRAINT signatory_alias_once DO NOTHING
      """)
  }
}
