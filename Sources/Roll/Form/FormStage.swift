internal import Postgres

/// The rows of a form on their way into the record: a temporary table, checked and completed by set-based statements.
struct FormStage {
  let form: Form
  /// Whether the rows bring their own times.
  let restoresClocks: Bool
  /// Rows refused so far, by line.
  private(set) var refusals: [(line: Int64, reason: String)] = []

  init(_ form: Form, restoresClocks: Bool = false) {
    self.form = form
    self.restoresClocks = restoresClocks
  }

  /// Creates the table in the open transaction; it goes with it.
  func create(in transaction: inout Transaction) throws {
    let columns = form.fields.flatMap { field -> [SQL] in
      let text: SQL = "\(identifier: field.name) text COLLATE \"C\""
      guard field.kind == .span else { return [text] }
      return [
        text, "\(identifier: field.name + "_not_before") date",
        "\(identifier: field.name + "_not_after") date",
      ]
    }
    try transaction.execute(
      """
      CREATE TEMPORARY TABLE form_stage (
        line bigint NOT NULL, fact_id bigint NOT NULL DEFAULT nextval('fact_number'), batch_id bigint,
        verdict text, take boolean NOT NULL DEFAULT false, \(fragment: FormClocks.stageColumns),
        \(fragment: .joined(columns, separator: ", "))
      ) ON COMMIT DROP
      """)
  }

  /// The COPY that `write` fills.
  var copyStatement: SQL {
    let columns = form.fields.flatMap { field -> [SQL] in
      guard field.kind == .span else { return ["\(identifier: field.name)"] }
      return [
        "\(identifier: field.name)", "\(identifier: field.name + "_not_before")",
        "\(identifier: field.name + "_not_after")",
      ]
    }
    let clocks: [SQL] =
      restoresClocks ? ["recorded_at, recorded_by, retracted_at, retracted_by, retraction_reason"] : []
    return
      "COPY form_stage (line, \(fragment: .joined(columns + clocks, separator: ", "))) FROM STDIN (FORMAT binary)"
  }

  /// Makes the cells canonical and writes them as one row.
  /// - Throws: `Refusal` where a cell is not what its column wants; nothing is written then.
  func write(_ row: FormRow, clocks: [String?] = [], line: Int64, to copy: inout CopyIn) throws {
    let times = try [0, 2].map { try moment(clocks, $0) }
    var cells: [String?] = []
    for (field, cell) in zip(form.fields, row.cells) {
      cells.append(try field.canonical(cell ?? ""))
    }
    let spans = form.fields.count { $0.kind == .span }
    try copy.row(fields: 1 + cells.count + 2 * spans + (restoresClocks ? 5 : 0))
    copy.write(line)
    for (field, cell) in zip(form.fields, cells) {
      copy.write(cell)
      guard field.kind == .span else { continue }
      let span = cell.flatMap { DateSpan($0) }
      if let day = span?.notBefore { copy.write(day.postgresDate) } else { copy.null() }
      if let day = span?.notAfter { copy.write(day.postgresDate) } else { copy.null() }
    }
    guard restoresClocks else { return }
    copy.write(times[0]?.postgresInstant)
    copy.write(clocks[1])
    copy.write(times[1]?.postgresInstant)
    copy.write(clocks[3])
    copy.write(clocks[4])
  }

  private func moment(_ clocks: [String?], _ place: Int) throws(Refusal) -> Instant? {
    guard restoresClocks, let text = clocks[place], !text.isEmpty else { return nil }
    guard case .moment(let moment) = StatedTime.read(text), let instant = moment.utc else {
      throw Refusal("\(FormClocks.columns[place]) ‘\(text)’ is not a moment")
    }
    return instant
  }

  /// Replaces names by keys, and refuses the rows whose names nobody knows.
  mutating func resolveReferences(in transaction: inout Transaction) throws {
    for field in form.fields {
      if case .referenceBy(let column, let nouns) = field.kind {
        try resolve(field.name, by: column, nouns: nouns, in: &transaction)
      }
      guard let noun = field.referredNoun else { continue }
      if ["country", "state"].contains(noun) {
        try resolveCountries(field.name, of: noun, isList: field.kind == .references(noun), in: &transaction)
      }
      switch field.kind {
      case .references: try resolveList(field.name, of: noun, in: &transaction)
      default: try resolve(field.name, of: noun, in: &transaction)
      }
    }
  }

  private mutating func resolve(_ column: String, of noun: String, in transaction: inout Transaction) throws {
    let name: SQL = "\(identifier: column)"
    try transaction.execute(
      """
      UPDATE form_stage s SET \(fragment: name) = r.key FROM (
        SELECT name, min(key) AS key FROM reference_name WHERE noun = \(noun) GROUP BY name HAVING count(DISTINCT key) = 1
      ) r WHERE r.name = lower(s.\(fragment: name)) AND r.key <> s.\(fragment: name)
        AND \(noun) NOT IN ('country', 'state')
      """)
    let unknown = try transaction.run(
      """
      SELECT line, \(fragment: name) FROM form_stage s WHERE \(fragment: name) IS NOT NULL
        AND NOT EXISTS (SELECT FROM reference_name r WHERE r.noun = \(noun) AND r.key = s.\(fragment: name)) ORDER BY line
      """
    ).map { (row) throws(PostgresError) in try row.columns((Int64, String).self) }
    try refuse(unknown, column: column, noun: noun, in: &transaction)
  }

  private mutating func resolveList(_ column: String, of noun: String, in transaction: inout Transaction)
    throws
  {
    let name: SQL = "\(identifier: column)"
    let unknown = try transaction.run(
      """
      SELECT s.line, item FROM form_stage s, string_to_table(s.\(fragment: name), '; ') AS item
      WHERE item <> 'own observation'
        AND NOT EXISTS (SELECT FROM reference_name r WHERE r.noun = \(noun) AND r.key = item) ORDER BY line, item
      """
    ).map { (row) throws(PostgresError) in try row.columns((Int64, String).self) }
    try refuse(unknown, column: column, noun: noun, in: &transaction)
  }

  mutating func refuse(
    _ unknown: [(Int64, String)], column: String, noun: String, in transaction: inout Transaction
  ) throws {
    guard !unknown.isEmpty else { return }
    let names = try transaction.values(
      "SELECT name FROM reference_name WHERE noun = \(noun)", as: String.self)
    let isCountry = ["country", "state"].contains(noun)
    let index = isCountry ? try CountryIndex(from: &transaction) : nil
    let reasons =
      isCountry ? [:] : try misunderstood(unknown.map(\.1), of: noun, in: &transaction)
    for (line, name) in unknown {
      let meant = index?.suggestion(name) ?? Nearest.suggestion(name, names)
      let reason = reasons[name] ?? "unknown \(noun) ‘\(name)’\(meant)"
      refusals.append((line, "\(column): \(reason)"))
    }
    try drop(unknown.map(\.0), in: &transaction)
  }

  private func drop(_ lines: [Int64], in transaction: inout Transaction) throws {
    try transaction.execute("DELETE FROM form_stage WHERE line = ANY (\(lines))")
  }

  /// Refuses what a noun's own checks find.
  mutating func check(_ checks: [SQL], in transaction: inout Transaction) throws {
    for check in checks {
      let found = try transaction.run(check)
        .map { (row) throws(PostgresError) in try row.columns((Int64, String).self) }
      refusals += found.map { (line: $0.0, reason: $0.1) }
      try drop(found.map(\.0), in: &transaction)
    }
  }

  mutating func refuse(line: Int64, _ reason: String, in transaction: inout Transaction) throws {
    refusals.append((line, reason))
    try drop([line], in: &transaction)
  }
}
