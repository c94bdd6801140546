internal import CSV
internal import Postgres

extension FormReplay {
  /// Reads a noun's file, and finds which of its rows are on record already.
  /// - Throws: `RollError` where the file is not one that an export wrote.
  mutating func add(
    _ noun: any Noun.Type, _ path: String, named name: String, in transaction: inout Transaction
  ) throws {
    try select(nil, in: &transaction)
    let input = try InputFile(path)
    var receipt = Receipt(noun: noun.form.noun, file: name)
    receipt.dryRun = isDryRun
    let stage = FormStage(noun.form, restoresClocks: true)
    try stage.create(in: &transaction)
    receipt.rows = try Self.read(input, noun.form, stage, named: name, in: &transaction)
    try input.checkUnchanged()
    (receipt.sha256, receipt.bytes) = (input.digest, input.bytes)
    let batch = try Batches.open(receipt, in: &transaction)
    receipt.batch = batch
    try transaction.execute("UPDATE form_stage SET batch_id = \(batch)")
    for statement in noun.prepare { try transaction.execute(statement) }
    try mark(FormMerge(noun), &receipt, in: &transaction)
    try transaction.execute("ANALYZE form_stage")
    parts.append(
      Part(
        noun: noun, stage: stage, receipt: receipt,
        revision: try FormCorrection.revision(noun.form, in: &transaction)))
    current = parts.count - 1
  }

  /// Writes the file's rows to the stage, and says how many they are.
  private static func read(
    _ input: InputFile, _ form: Form, _ stage: FormStage, named name: String,
    in transaction: inout Transaction
  ) throws -> Int {
    let file = try input.open(encoding: "utf-8")
    var reader = CSVReader(file.source())
    let columns = try FormImport.header(of: &reader, form: form, input: input, restoresClocks: true)
    return try transaction.copyIn(stage.copyStatement) { copy in
      while true {
        let step = try reader.stepOrRollError()
        guard step != .end else { return }
        let line = reader.position.line
        if case .refused(let refusal) = step {
          throw RollError(.data, "\(name):\(line): \(refusal.reason); nothing was imported")
        }
        let cells = reader.strings().map { CSVFormula.unprotect($0) }
        let clocks = columns.clocks.map { cells[$0].isEmpty ? nil : cells[$0] }
        do {
          try stage.write(
            FormRow(cells: columns.places.map { $0.map { cells[$0] } }), clocks: clocks, line: Int64(line),
            to: &copy)
        } catch let refusal as Refusal {
          throw RollError(.data, "\(name):\(line): \(refusal.reason); nothing was imported")
        }
      }
    }
  }

  /// Marks what is not to be recorded: rows that repeat another of the file, rows that are on record with the same times,
  /// those that stand here and there, and those that stand here and were taken back there.
  private func mark(_ merge: FormMerge, _ receipt: inout Receipt, in transaction: inout Transaction) throws {
    let form = merge.noun.form
    let cells = form.columnList
    receipt.duplicate = try transaction.execute(
      """
      UPDATE form_stage s SET verdict = 'duplicate' FROM (
        SELECT line, row_number() OVER (
          PARTITION BY ROW (\(fragment: cells), recorded_at, retracted_at)::text ORDER BY line) AS place FROM form_stage
      ) p WHERE p.line = s.line AND p.place > 1
      """)
    receipt.alreadyHeld = try transaction.execute(
      """
      UPDATE form_stage SET verdict = 'held' WHERE verdict IS NULL AND (
        ROW (\(fragment: cells), recorded_at, retracted_at)::text IN (
          SELECT ROW (\(fragment: cells), recorded_at, retracted_at)::text FROM \(identifier: form.view))
        OR retracted_at IS NULL AND ROW (\(fragment: cells))::text IN (
          SELECT ROW (\(fragment: cells))::text FROM \(identifier: form.view) WHERE retracted_at IS NULL))
      """)
    receipt.updated = try transaction.execute(
      """
      UPDATE form_stage s SET verdict = 'retracted', fact_id = f.fact_id
      FROM (SELECT ROW (\(fragment: cells), recorded_at)::text AS row, min(fact_id) AS fact_id
        FROM \(identifier: form.view) WHERE retracted_at IS NULL GROUP BY 1) f
      WHERE s.verdict IS NULL AND s.retracted_at IS NOT NULL
        AND f.row = ROW (\(fragment: Self.list(form, "s")), s.recorded_at)::text
      """)
    receipt.alreadyHeld += receipt.updated
    if receipt.alreadyHeld > 0 { try transaction.execute(merge.noteHeld) }
  }

  static func list(_ form: Form, _ alias: String) -> SQL {
    .joined(form.fields.map { "\(trusted: alias).\(identifier: $0.name)" }, separator: ", ")
  }

  /// The lines of chosen rows that do not stand in the record as the file has them: a name meant nothing at that time.
  static func misread(_ form: Form, in transaction: inout Transaction) throws -> [Int64] {
    try transaction.values(
      """
      SELECT s.line FROM form_stage s LEFT JOIN \(identifier: form.view) f ON f.fact_id = s.fact_id
      WHERE s.take AND ROW (\(fragment: list(form, "f")))::text <> ROW (\(fragment: list(form, "s")))::text
      ORDER BY s.line
      """, as: Int64.self)
  }

  /// Proves that every row stands in the record with its times.
  func prove(_ part: Part, in transaction: inout Transaction) throws {
    let isCurrent = current.map { parts[$0].form.noun == part.form.noun } ?? false
    let lost = try transaction.values(
      """
      SELECT s.line FROM \(fragment: isCurrent ? "form_stage" : part.table) s
        LEFT JOIN \(identifier: part.form.view) f USING (fact_id)
      WHERE s.verdict IS NULL AND ROW (\(fragment: Self.list(part.form, "f")), f.retracted_at)::text
        IS DISTINCT FROM ROW (\(fragment: Self.list(part.form, "s")), s.retracted_at)::text
      ORDER BY s.line LIMIT 5
      """, as: Int64.self)
    guard lost.isEmpty else {
      throw RollError(
        .defect, "\(part.receipt.file): rows \(lost) do not read back as they are; nothing was imported")
    }
  }

  /// The error for acts that cannot be done, row by row.
  mutating func refusal(of acts: [Act], in transaction: inout Transaction) throws -> RollError {
    var reasons: [String] = []
    for act in acts.prefix(5) {
      try choose(act, in: &transaction)
      let name = parts[act.part].receipt.file
      reasons += try refusals(act, in: &transaction).map { "\(name):\($0.line): \($0.reason)" }
    }
    let more = reasons.count > 5 || acts.count > 5 ? "; and more" : ""
    return RollError(
      .data, "\(reasons.prefix(5).joined(separator: "; "))\(more); nothing was imported",
      hint: "What is on record here may contradict it: look at it, or import into an empty database.")
  }

  private mutating func refusals(
    _ act: Act, in transaction: inout Transaction
  ) throws -> [(line: Int64, reason: String)] {
    let part = parts[act.part]
    var found: [(line: Int64, reason: String)] = []
    for field in part.form.fields {
      guard let noun = field.referredNoun else { continue }
      let unknown = try transaction.run(
        """
        SELECT s.line, item FROM form_stage s, string_to_table(s.\(identifier: field.name), '; ') AS item
        WHERE s.take AND item <> 'own observation'
          AND NOT EXISTS (SELECT FROM reference_name r WHERE r.noun = \(noun) AND r.key = item) ORDER BY line, item
        """
      ).map { (row) throws(PostgresError) in try row.columns((Int64, String).self) }
      found += unknown.map {
        (line: $0.0, reason: "\(field.name): no \(noun) ‘\($0.1)’ was on record at that time")
      }
    }
    guard found.isEmpty else { return found }
    _ = try FormMerge(part.noun).takeAll(&parts[act.part].stage, in: &transaction)
    found = parts[act.part].stage.refusals
    if found.isEmpty {
      found = try Self.misread(part.form, in: &transaction)
        .map { (line: $0, reason: "another \(part.form.noun) stands in its way") }
    }
    return found
  }
}
