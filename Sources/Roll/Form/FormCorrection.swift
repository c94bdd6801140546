public import Postgres

/// Puts a fact right: takes it back and records what it should have said, as one act. Nothing is overwritten.
///
/// Where others refer to a row by its number (sources, organizations, campaigns, petitions), the row keeps its number and the
/// database keeps what it said before (docs/decisions/0016). Other facts are retracted, and new ones recorded.
public enum FormCorrection {
  /// What was done.
  public struct Outcome: Sendable, Equatable {
    /// The fact as it is kept.
    public var before: FormFact
    /// The fact that stands in its place.
    public var after: FormFact
  }

  /// Corrects the fact that the selection names.
  /// - Parameters:
  ///   - changes: cells by column; nil, or an empty text, empties a cell. Sources stay where none are named.
  ///   - reason: why; it must say something.
  /// - Throws: `RollError` where the selection names none or several, where nothing would change, or where a rule stands
  ///   against what it would say.
  public static func run(
    _ noun: any Noun.Type, _ selection: FormSelection, changes: [String: String?], reason: String,
    on connection: inout Connection
  ) throws -> Outcome {
    let reason = try FormRetraction.checked(reason)
    guard !changes.isEmpty else {
      throw RollError(.usage, "nothing to change is named", hint: "Name a column and what it should say.")
    }
    return try connection.transaction { transaction in
      try transaction.lock(.pair(Locks.forms, 0))
      let before = try selection.find(noun, option: FormOption.was, in: &transaction)
      try lockPetition(noun, before, in: &transaction)
      var stage = FormStage(noun.form)
      try stage.create(in: &transaction)
      try write(noun.form, before.row, changes, to: stage, in: &transaction)
      let number = try transaction.value("SELECT fact_id FROM form_stage", as: Int64.self) ?? 0
      try replace(noun, before, changes, reason, &stage, in: &transaction)
      let after = try FormFact.read(noun.form, where: ["fact_id = \(number)"], in: &transaction)
      let kept = try FormFact.read(noun.form, where: ["fact_id = \(before.id)"], in: &transaction)
      guard let after = after.first, let kept = kept.first, after.row != before.row else {
        throw RollError(.data, "nothing would change: \(before.words(noun)) says that already")
      }
      try Audit.record(
        .correct, noun.form.noun, subject: noun.subject(of: after.row),
        facts: ["fact": .number(after.id), "replaces": .number(before.id)], in: &transaction)
      return Outcome(before: kept, after: after)
    }
  }

  /// An import reads a petition's rules once: none may be under way while they change.
  private static func lockPetition(
    _ noun: any Noun.Type, _ fact: FormFact, in transaction: inout Transaction
  ) throws {
    guard noun.form.table == Petition.form.table else { return }
    let id = try transaction.value(
      "SELECT petition_id FROM petition WHERE fact_id = \(fact.id)", as: Int64.self)
    if let id { try transaction.lockPetition(id, onWait: nil) }
  }

  private static func write(
    _ form: Form, _ held: FormRow, _ changes: [String: String?], to stage: FormStage,
    in transaction: inout Transaction
  ) throws {
    var row = held
    for (place, field) in form.fields.enumerated() {
      if let change = changes[field.name] { row.cells[place] = change }
    }
    do {
      _ = try transaction.copyIn(stage.copyStatement) { copy in
        try stage.write(row, line: 1, to: &copy)
      }
    } catch let refusal as Refusal {
      throw RollError(.data, refusal.reason)
    }
  }

  private static func replace(
    _ noun: any Noun.Type, _ before: FormFact, _ changes: [String: String?], _ reason: String,
    _ stage: inout FormStage, in transaction: inout Transaction
  ) throws {
    var merge = FormMerge(noun)
    merge.revision = try revision(noun.form, in: &transaction)
    if merge.revision == nil {
      if changes[noun.form.key] != nil {
        try FormBlockers(noun: noun, rows: "t.fact_id = \(before.id)").check(
          "\(before.words(noun)) cannot become another: other facts rest on it", hint: "Retract those first.",
          in: &transaction)
      }
      try FormRetraction.retract(before, noun.form, reason: reason, in: &transaction)
    } else {
      if let key = changes[noun.form.key], key != before.row.cells.first {
        throw RollError(
          .data, "the slug of a \(noun.form.noun) stays: files and other facts refer to it",
          hint: "Change what it says, or retract it and record another.")
      }
      try transaction.execute("SELECT set_config('rollcall.reason', \(reason), true)")
    }
    let counts = try merge.run(&stage, batch: nil, in: &transaction)
    try transaction.execute("SELECT set_config('rollcall.reason', '', true)")
    if let refused = stage.refusals.first { throw RollError(.data, refused.reason) }
    guard counts.new == 1 else {
      throw RollError(
        .data, "nothing would change: a \(noun.form.noun) is on record already that says just this")
    }
  }

  /// What is to happen where a row of this slug stands, for a table that keeps versions; nil for any other.
  static func revision(_ form: Form, in transaction: inout Transaction) throws -> SQL? {
    let columns = try transaction.values(
      """
      SELECT attname::text FROM pg_attribute
      WHERE attrelid = \(form.table)::regclass AND attnum > 0 AND NOT attisdropped AND attidentity = '' ORDER BY attnum
      """, as: String.self)
    guard columns.contains("revised_at") else { return nil }
    let kept: Set = [
      form.key, "recorded_at", "recorded_by", "retracted_at", "retracted_by", "retraction_reason",
      "revised_at",
      "revised_by",
    ]
    let changes = columns.filter { !kept.contains($0) }.map { name -> SQL in
      "\(identifier: name) = excluded.\(identifier: name)"
    }
    return """
       ON CONFLICT (\(identifier: form.key)) WHERE retracted_at IS NULL
      DO UPDATE SET \(fragment: .joined(changes, separator: ", "))
      """
  }
}
