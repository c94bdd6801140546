public import Postgres

/// Records one row, as a user states it on the command line. The same path as a file's rows take.
public enum FormEntry {
  /// Adds the row.
  /// - Returns: the fact as it is on record.
  /// - Throws: `RollError` of kind `data` that says what stands in the way; also where an equal row is on record.
  @discardableResult
  public static func add(
    _ noun: any Noun.Type, _ row: FormRow, on connection: inout Connection
  ) throws -> FormFact {
    try connection.transaction { transaction in
      try transaction.lock(.pair(Locks.forms, 0))
      var stage = FormStage(noun.form)
      try stage.create(in: &transaction)
      do {
        _ = try transaction.copyIn(stage.copyStatement) { copy in
          try stage.write(row, line: 1, to: &copy)
        }
      } catch let refusal as Refusal {
        throw RollError(.data, refusal.reason)
      }
      let counts = try FormMerge(noun).run(&stage, batch: nil, in: &transaction)
      if let refused = stage.refusals.first { throw RollError(.data, refused.reason) }
      guard counts.new == 1 else {
        throw RollError(.data, "this \(noun.form.noun) is on record already, just as stated")
      }
      let facts = try FormFact.read(
        noun.form, where: ["fact_id = (SELECT s.fact_id FROM form_stage s)"], in: &transaction)
      guard let fact = facts.first else { throw RollError(.defect, "what was recorded cannot be read") }
      try Audit.record(
        .record, noun.form.noun, subject: noun.subject(of: fact.row), facts: ["fact": .number(fact.id)],
        in: &transaction)
      return fact
    }
  }
}
