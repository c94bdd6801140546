internal import Postgres

/// Brings rows into the record that say themselves when they were recorded and taken back.
///
/// They are brought in act by act, in the order of time, over all nouns: at each moment the record holds what it held when
/// the act was done. So a name means what it meant then, and every rule is asked what it was asked then, also where what a
/// row refers to was taken back since. What was added reads back as it was written, or it is refused.
struct FormReplay {
  /// A noun's rows, in a table of their own.
  struct Part {
    let noun: any Noun.Type
    var stage: FormStage
    var receipt: Receipt
    /// What becomes of a row of the same slug, for a noun whose rows keep their number when they are corrected.
    var revision: SQL?
    var form: Form { noun.form }
    /// The table while another noun's is `form_stage`.
    var table: SQL { "\(identifier: "form_stage_of_\(form.noun)")" }
  }

  /// What was recorded, or taken back, by one person at one moment.
  struct Act {
    enum Step: Int {
      /// Takes back what was recorded before the moment.
      case retract
      case record
      /// Takes back what was recorded at the same moment.
      case retractAtOnce
    }
    var moment: Instant?
    var step: Step
    var part: Int
    var recorder: String?

    func comes(before other: Act) -> Bool {
      let last = Int64.max
      let (mine, theirs) = (moment?.microseconds ?? last, other.moment?.microseconds ?? last)
      return (mine, step.rawValue, part) < (theirs, other.step.rawValue, other.part)
    }
  }

  let isDryRun: Bool
  var parts: [Part] = []
  /// Whose rows are `form_stage`, by which a noun's statements know them.
  var current: Int?
  /// Acts that something stood in the way of. Two programs at once can have recorded things in another order than that of
  /// their times.
  private var waiting: [Act] = []

  init(isDryRun: Bool) { self.isDryRun = isDryRun }

  /// Brings in what was added.
  /// - Returns: the receipts, in the order of the files.
  /// - Throws: `RollError` of kind `data` that names rows, and what stands in the way of them.
  mutating func run(isCancelled: (@Sendable () -> Bool)?, in transaction: inout Transaction) throws
    -> [Receipt]
  {
    for act in try acts(in: &transaction) {
      if isCancelled?() == true { throw RollError(.interrupted, "interrupted; nothing was imported") }
      if act.step == .record {
        if try record(act, in: &transaction), !waiting.isEmpty { try goOn(in: &transaction) }
      } else {
        try retract(act, in: &transaction)
      }
    }
    try settle(in: &transaction)
    for part in parts { try prove(part, in: &transaction) }
    return parts.map(\.receipt)
  }

  private mutating func acts(in transaction: inout Transaction) throws -> [Act] {
    try select(nil, in: &transaction)
    var acts: [Act] = []
    for (index, part) in parts.enumerated() {
      acts += try transaction.run(
        "SELECT DISTINCT recorded_at, recorded_by FROM \(fragment: part.table) WHERE verdict IS NULL"
      ).map { (row) throws(PostgresError) in
        let (moment, recorder) = try row.columns((Instant?, String?).self)
        return Act(moment: moment, step: .record, part: index, recorder: recorder)
      }
      acts += try transaction.run(
        """
        SELECT DISTINCT retracted_at, recorded_at IS NOT DISTINCT FROM retracted_at FROM \(fragment: part.table) s
        WHERE retracted_at IS NOT NULL AND \(fragment: Self.isToRetract(part, part.table))
        """
      ).map { (row) throws(PostgresError) in
        let (moment, isAtOnce) = try row.columns((Instant?, Bool).self)
        return Act(moment: moment, step: isAtOnce ? .retractAtOnce : .retract, part: index)
      }
    }
    return acts.sorted { $0.comes(before: $1) }
  }

  /// Makes a noun's rows `form_stage`.
  mutating func select(_ part: Int?, in transaction: inout Transaction) throws {
    guard current != part else { return }
    if let current {
      try transaction.execute("ALTER TABLE form_stage RENAME TO \(fragment: parts[current].table)")
    }
    if let part { try transaction.execute("ALTER TABLE \(fragment: parts[part].table) RENAME TO form_stage") }
    current = part
  }

  /// Chooses an act's rows, and makes its time and author those of what is recorded next.
  mutating func choose(_ act: Act, in transaction: inout Transaction) throws {
    try select(act.part, in: &transaction)
    let isOfAct: SQL = """
      (verdict IS NULL AND recorded_at IS NOT DISTINCT FROM \(act.moment)::timestamptz
        AND recorded_by IS NOT DISTINCT FROM \(act.recorder)::text)
      """
    try transaction.execute(
      "UPDATE form_stage SET take = \(fragment: isOfAct) WHERE take <> \(fragment: isOfAct)")
    _ = try transaction.run(
      """
      SELECT set_config('rollcall.moment', \(act.moment?.description ?? ""), true),
        set_config('rollcall.recorder', \(act.recorder ?? ""), true)
      """)
  }

  /// Takes an act's rows in; false where something stands in the way, and it waits.
  private mutating func record(_ act: Act, in transaction: inout Transaction) throws -> Bool {
    try choose(act, in: &transaction)
    let part = parts[act.part]
    var merge = FormMerge(part.noun)
    if let revision = part.revision {
      let reason = try Self.reason(of: act, part.form, in: &transaction)
      try transaction.execute("SELECT set_config('rollcall.reason', \(reason), true)")
      if !reason.isEmpty { merge.revision = revision }
    }
    do {
      let taken = try transaction.savepoint { transaction in
        let taken = try merge.take(in: &transaction)
        let misread = try Self.misread(part.form, in: &transaction)
        guard misread.isEmpty else { throw RollError(.defect, "rows do not read back") }
        return taken
      }
      parts[act.part].receipt.new += taken
      return true
    } catch let error as PostgresError {
      guard FormMerge.isOfOneRow(error) else { throw error }
    } catch let error as RollError {
      guard error.kind == .defect else { throw error }
    }
    waiting.append(act)
    return false
  }

  /// Tries once more what waits.
  private mutating func goOn(in transaction: inout Transaction) throws {
    let acts = waiting
    waiting = []
    for act in acts { _ = try record(act, in: &transaction) }
  }

  /// Rows that are not retracted yet, and those that stand here and were retracted there; but not one that was corrected,
  /// where its number stays with the row that says the new: recording that one takes it back.
  private static func isToRetract(_ part: Part, _ table: SQL) -> SQL {
    let isOpen: SQL = "(s.verdict IS NULL OR s.verdict = 'retracted')"
    guard part.revision != nil else { return isOpen }
    return """
      (\(fragment: isOpen) AND NOT EXISTS (SELECT FROM \(fragment: table) n
        WHERE n.\(identifier: part.form.key) = s.\(identifier: part.form.key) AND n.recorded_at = s.retracted_at
          AND n.line <> s.line))
      """
  }

  /// Why the rows that an act corrects were taken back; empty where it corrects none.
  private static func reason(of act: Act, _ form: Form, in transaction: inout Transaction) throws -> String {
    try transaction.value(
      """
      SELECT o.retraction_reason FROM form_stage o JOIN form_stage n USING (\(identifier: form.key))
      WHERE n.take AND o.retracted_at = n.recorded_at AND o.line <> n.line ORDER BY o.line LIMIT 1
      """, as: String?.self
    ).flatMap { $0 } ?? ""
  }

  private func retract(_ act: Act, in transaction: inout Transaction) throws {
    let isAtOnce = act.step == .retractAtOnce
    try retract(
      parts[act.part], in: &transaction,
      """
      s.retracted_at = \(act.moment)::timestamptz
        AND (s.recorded_at IS NOT DISTINCT FROM s.retracted_at) = \(isAtOnce)
      """, isCurrent: current == act.part)
  }

  private func retract(
    _ part: Part, in transaction: inout Transaction, _ condition: SQL, isCurrent: Bool
  ) throws {
    let rows: SQL = isCurrent ? "form_stage" : part.table
    // What rests on a row that was corrected finds the one in its place, which is recorded next.
    try transaction.script("SET CONSTRAINTS ALL DEFERRED")
    try transaction.execute(
      """
      UPDATE \(identifier: part.form.table) t SET retracted_at = s.retracted_at, retracted_by = s.retracted_by,
        retraction_reason = s.retraction_reason
      FROM \(fragment: rows) s
      WHERE s.fact_id = t.fact_id AND t.retracted_at IS NULL AND s.retracted_at IS NOT NULL
        AND \(fragment: Self.isToRetract(part, rows)) AND \(fragment: condition)
      """)
  }

  /// Goes on until nothing more can be taken in, and refuses the rest.
  private mutating func settle(in transaction: inout Transaction) throws {
    var left = waiting.count + 1
    while !waiting.isEmpty, waiting.count < left {
      left = waiting.count
      try goOn(in: &transaction)
      for (index, part) in parts.enumerated() {
        try retract(part, in: &transaction, "true", isCurrent: current == index)
      }
    }
    if !waiting.isEmpty { throw try refusal(of: waiting, in: &transaction) }
    try transaction.script("SET CONSTRAINTS ALL IMMEDIATE")
    _ = try transaction.run(
      """
      SELECT set_config('rollcall.moment', '', true), set_config('rollcall.recorder', '', true),
        set_config('rollcall.reason', '', true)
      """)
  }
}
