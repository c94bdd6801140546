internal import Postgres

/// Decides what each staged row is and moves the new ones in. Rows are equal where every cell is.
struct FormMerge {
  let noun: any Noun.Type
  /// What is to happen where a row of the same slug stands; nil where that is refused.
  var revision: SQL?
  private var form: Form { noun.form }

  init(_ noun: any Noun.Type) { self.noun = noun }

  struct Counts {
    var new = 0
    var duplicate = 0
    var alreadyHeld = 0
  }

  func run(_ stage: inout FormStage, batch: Int64?, in transaction: inout Transaction) throws -> Counts {
    try transaction.execute("UPDATE form_stage SET batch_id = \(batch)")
    try stage.resolveReferences(in: &transaction)
    for statement in noun.prepare { try transaction.execute(statement) }
    try stage.check(noun.checks, in: &transaction)
    try transaction.execute("ANALYZE form_stage")
    var counts = Counts()
    let cells = form.columnList
    counts.duplicate = try transaction.execute(
      """
      UPDATE form_stage s SET verdict = 'duplicate' FROM (
        SELECT line, row_number() OVER (
          PARTITION BY ROW (\(fragment: cells))::text ORDER BY line) AS place FROM form_stage
      ) p WHERE p.line = s.line AND p.place > 1
      """)
    counts.alreadyHeld = try transaction.execute(markHeld)
    if batch != nil, counts.alreadyHeld > 0 { try transaction.execute(noteHeld) }
    try transaction.execute("UPDATE form_stage SET take = true WHERE verdict IS NULL")
    counts.new = try takeAll(&stage, in: &transaction)
    return counts
  }

  private var markHeld: SQL {
    """
    UPDATE form_stage SET verdict = 'held' WHERE verdict IS NULL AND ROW (\(fragment: form.columnList))::text IN (
      SELECT ROW (\(fragment: form.columnList))::text FROM \(identifier: form.view) WHERE retracted_at IS NULL)
    """
  }

  /// Which facts this import states again: an undo of the one that brought them must name it.
  var noteHeld: SQL {
    """
    INSERT INTO fact_restatement (fact_id, batch_id) SELECT DISTINCT f.fact_id, s.batch_id FROM (
      SELECT ROW (\(fragment: form.columnList))::text AS cells, batch_id FROM form_stage WHERE verdict = 'held'
    ) s JOIN (
      SELECT ROW (\(fragment: form.columnList))::text AS cells, fact_id FROM \(identifier: form.view) WHERE retracted_at IS NULL
    ) f USING (cells)
    """
  }

  /// Whether a failure is a row's own: against a rule, or beyond what a column can hold.
  static func isOfOneRow(_ error: PostgresError) -> Bool {
    error.sqlState.map { SQLState.Class.integrityViolation ~= $0 || SQLState.Class.dataException ~= $0 }
      ?? false
  }

  /// All at once; where a rule of the schema stands in the way, one by one, so that only the offenders are refused.
  func takeAll(_ stage: inout FormStage, in transaction: inout Transaction) throws -> Int {
    do {
      return try transaction.savepoint { try take(in: &$0) }
    } catch let error as PostgresError
      where Self.isOfOneRow(error)
    {
      return try takeEach(&stage, in: &transaction)
    }
  }

  /// Goes over what is left until nothing more can be taken, since a row may need another that stands further down.
  private func takeEach(_ stage: inout FormStage, in transaction: inout Transaction) throws -> Int {
    var waiting = try transaction.values(
      "SELECT line FROM form_stage WHERE take ORDER BY line", as: Int64.self)
    var taken = 0
    var reasons: [Int64: String] = [:]
    while true {
      var refused: [Int64] = []
      for line in waiting {
        try transaction.execute("UPDATE form_stage SET take = (line = \(line))")
        do {
          taken += try transaction.savepoint { try take(in: &$0) }
        } catch let error as PostgresError
          where Self.isOfOneRow(error)
        {
          refused.append(line)
          let explained = RollError(error)
          reasons[line] = explained.message + (explained.hint.map { ". \($0)" } ?? "")
        }
      }
      guard !refused.isEmpty, refused.count < waiting.count else {
        for line in refused { try stage.refuse(line: line, reasons[line] ?? "", in: &transaction) }
        return taken
      }
      waiting = refused
    }
  }

  func take(in transaction: inout Transaction) throws -> Int {
    try transaction.script("SET CONSTRAINTS ALL DEFERRED")
    for (place, statement) in noun.merge.enumerated() {
      // The first statement fills the noun's own table.
      let end: SQL = place == 0 ? revision ?? "" : ""
      try transaction.execute("\(fragment: statement)\(fragment: end)")
    }
    let taken = try transaction.value("SELECT count(*) FROM form_stage WHERE take", as: Int.self) ?? 0
    if form.fields.contains(where: { $0.name == "sources" }) {
      try transaction.execute(
        """
        INSERT INTO fact_source (fact_id, source_id)
        SELECT s.fact_id, r.source_id FROM form_stage s, string_to_table(s.sources, '; ') AS item
          JOIN source r ON r.slug = item AND r.retracted_at IS NULL
        WHERE s.take
        """)
    }
    let arrived = try transaction.value(
      """
      SELECT count(*) FROM form_stage s JOIN \(identifier: form.table) t USING (fact_id) WHERE s.take
      """, as: Int.self)
    // Guards against a merge that leaves a row out: it would be a lost row.
    guard arrived == taken else {
      throw RollError(.defect, "\(taken) rows of \(form.noun) were to be taken, \(arrived ?? 0) arrived")
    }
    try transaction.script("SET CONSTRAINTS ALL IMMEDIATE")
    return taken
  }
}
