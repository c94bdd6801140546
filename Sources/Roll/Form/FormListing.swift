internal import CSV
public import Postgres

/// What a form held on a day, as it was known at a time.
public struct Clocks: Sendable, Equatable {
  /// Only what was true on this day; nil for all that is on record.
  public var asOf: Day?
  /// Only what was on record at this moment; nil for now.
  public var knownOn: Instant?

  /// Everything that is on record now, unless limited.
  public init(asOf: Day? = nil, knownOn: Instant? = nil) {
    self.asOf = asOf
    self.knownOn = knownOn
  }
}

/// Reads the rows of a form.
public struct FormListing: Sendable {
  /// The form.
  public let form: Form
  /// The rows, in byte order of their cells.
  public let rows: [FormRow]

  /// Rows of a form.
  public init(form: Form, rows: [FormRow]) {
    self.form = form
    self.rows = rows
  }

  /// The rows of a noun under two clocks; only those whose key, or whose name, is `key` where one is given.
  /// - Throws: `RollError` where nobody knows `key`.
  public static func read(
    _ noun: any Noun.Type, _ clocks: Clocks = Clocks(), key: String? = nil, on connection: inout Connection
  ) throws -> FormListing {
    let form = noun.form
    let wanted = try key.map { try resolve($0, in: form, on: &connection) }
    var rows: [FormRow] = []
    try connection.forEachRow(select(form, clocks, key: wanted)) { row in
      rows.append(try cells(row, of: form))
    }
    if let key, rows.isEmpty, clocks == Clocks() { throw try Lookup.unknown(form.noun, key, in: &connection) }
    return FormListing(form: form, rows: rows)
  }

  /// Writes the rows as CSV: byte order, so that two databases with the same facts give the same bytes.
  public static func export(
    _ noun: any Noun.Type, _ clocks: Clocks = Clocks(), on connection: inout Connection,
    sink: @escaping ([UInt8]) throws -> Void
  ) throws {
    try Audit.record(.export, noun.form.noun, on: &connection)
    var writer = CSVWriter<any Error>(sink: sink)
    try writer.record(noun.form.fields.map(\.name))
    try connection.forEachRow(select(noun.form, clocks, key: nil)) { row in
      for cell in try cells(row, of: noun.form).cells { try writer.field(CSVFormula.protect(cell ?? "")) }
      try writer.endRecord()
    }
    try writer.finish()
  }

  private static func cells(_ row: borrowing Row, of form: Form) throws(PostgresError) -> FormRow {
    var cells: [String?] = []
    for column in form.fields.indices { cells.append(try row.value(column, as: String?.self)) }
    return FormRow(cells: cells)
  }

  static func resolve(_ key: String, in form: Form, on connection: inout Connection) throws -> String {
    let noun = form.fields.first { $0.name == form.key }?.referredNoun ?? form.noun
    let found = try connection.value(
      """
      SELECT min(key) FROM reference_name WHERE noun = \(noun) AND name = lower(\(key)) HAVING count(DISTINCT key) = 1
      """, as: String?.self)
    return (found ?? nil) ?? key
  }

  private static func select(_ form: Form, _ clocks: Clocks, key: String?) -> SQL {
    let known: SQL = clocks.knownOn.map { "\($0)" } ?? "now()"
    var conditions: [SQL] = ["stands(recorded_at, retracted_at, \(fragment: known))"]
    if let day = clocks.asOf, form.hasDay {
      conditions.append(
        "counts(day, \(day), \(fragment: known)) AND (until_day IS NULL OR until_day > \(day))")
    }
    if let key { conditions.append("\(identifier: form.key) = \(key)") }
    let order = SQL(trusted: form.fields.indices.map { "\($0 + 1) NULLS FIRST" }.joined(separator: ", "))
    return """
      SELECT \(fragment: form.columnList) FROM \(identifier: form.view)
      WHERE \(fragment: .joined(conditions, separator: " AND ")) ORDER BY \(fragment: order)
      """
  }
}
