public import Postgres

/// Records one row, as a user states it on the command line. The same path as a file's rows take.
public enum FormEntry {
  /// Adds the row.
  /// - Throws: `RollError` of kind `data` that says what stands in the way; also where an equal row is on record.
  public static func add(_ noun: any Noun.Type, _ row: FormRow, on connection: inout Connection) throws {
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
      let fact = try transaction.value("SELECT fact_id FROM form_stage", as: Int64.self)
      try Audit.record(
        .record, noun.form.noun, facts: fact.map { ["fact": .number($0)] } ?? [:], in: &transaction)
    }
  }
}
