internal import Postgres

/// Puts a fact in the place of another: the old one is retracted and the new one recorded, in one transaction, so that at
/// no moment both stand or neither does. What was known before stays readable with `--known-on`.
enum FormReplacement {
  /// A fact that stands, as its form shows it.
  struct Held {
    var fact: Int64
    var row: FormRow
  }

  /// The facts of a noun that stand and meet a condition on the columns of its form.
  static func find(
    _ noun: any Noun.Type, where condition: SQL, in transaction: inout Transaction
  ) throws -> [Held] {
    let form = noun.form
    return try transaction.run(
      """
      SELECT fact_id, \(fragment: form.columnList) FROM \(identifier: form.view)
      WHERE retracted_at IS NULL AND \(fragment: condition) ORDER BY fact_id
      """
    ).map { (row) throws(PostgresError) in
      var cells: [String?] = []
      for column in form.fields.indices { cells.append(try row.value(column + 1, as: String?.self)) }
      return Held(fact: try row.value(0), row: FormRow(cells: cells))
    }
  }

  /// Replaces a fact that was found in this transaction, which holds the lock of the forms.
  /// - Returns: the new row, as the record has it.
  /// - Throws: `RollError` of kind `data` where the new row cannot be taken; the transaction must then be given up.
  static func replace(
    _ noun: any Noun.Type, _ held: Held, by row: FormRow, reason: String, in transaction: inout Transaction
  ) throws -> FormRow {
    let retracted = try transaction.execute(
      """
      UPDATE \(identifier: noun.form.table) SET retracted_at = transaction_timestamp(), retracted_by = rollcall_operator(),
        retraction_reason = \(reason)
      WHERE fact_id = \(held.fact) AND retracted_at IS NULL
      """)
    guard retracted == 1 else { throw RollError(.defect, "fact \(held.fact) was not there to be replaced") }
    var stage = FormStage(noun.form)
    try stage.create(in: &transaction)
    do {
      _ = try transaction.copyIn(stage.copyStatement) { copy in try stage.write(row, line: 1, to: &copy) }
    } catch let refusal as Refusal {
      throw RollError(.data, refusal.reason)
    }
    let counts = try FormMerge(noun).run(&stage, batch: nil, in: &transaction)
    if let refused = stage.refusals.first { throw RollError(.data, refused.reason) }
    guard counts.new == 1, let fact = try transaction.value("SELECT fact_id FROM form_stage", as: Int64.self)
    else { throw RollError(.data, "this \(noun.form.noun) is on record already, just as stated") }
    let recorded = try find(noun, where: "fact_id = \(fact)", in: &transaction).first?.row ?? row
    try Audit.record(
      .record, noun.form.noun, facts: ["fact": .number(fact), "replaces": .number(held.fact)],
      in: &transaction)
    return recorded
  }
}

/// What is stated of an end: when, by whose authority, by whose word.
public struct StatedEnd: Sendable {
  /// The day, as people write it.
  public var on: String
  /// By whose authority.
  public var authority: String?
  /// Slugs of sources joined by `; `, or `own observation`.
  public var sources: String?
  /// What a reader should know of it.
  public var note: String?

  /// An end.
  public init(on: String, authority: String? = nil, sources: String?, note: String? = nil) {
    (self.on, self.authority, self.sources, self.note) = (on, authority, sources, note)
  }

  /// - Throws: `RollError` where nobody's word is given, or the day is none.
  func check() throws(RollError) {
    guard DateSpan(on) != nil else {
      throw RollError(
        .data, "on ‘\(on)’ is not a date",
        hint: "Write 2005, 2005-07, 2005-07-21, ..2003-01-29 or 2002-12-26..2003-01-24.")
    }
    guard sources != nil else {
      throw RollError(
        .data, "it names no source",
        hint: "Name one with --source, or --own-observation where you saw it yourself.")
    }
  }

  /// The row with its end stated: beside the sources of the beginning stand those of the end.
  func applied(to row: FormRow, of form: Form, day: String, authority column: String) -> FormRow {
    var cells = Dictionary(
      uniqueKeysWithValues: zip(form.fields.map(\.name), row.cells))
    cells[day] = on
    cells[column] = authority
    let said = List.items(cells["sources"].flatMap { $0 } ?? "") + List.items(sources ?? "")
    let named = said.filter { $0 != "own observation" }
    cells["sources"] = List.canonical((named.isEmpty ? said : named).joined(separator: List.separator))
    let notes = [cells["note"].flatMap { $0 }, note].compactMap { $0 }
    cells["note"] = notes.isEmpty ? nil : notes.joined(separator: " ")
    return FormRow(form, cells)
  }
}
