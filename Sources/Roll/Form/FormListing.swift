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

  /// The rows of a noun under two clocks; only those whose key, or whose name at that time, is `key` where one is given.
  /// - Throws: `RollError` where nobody knew `key` then.
  public static func read(
    _ noun: any Noun.Type, _ clocks: Clocks = Clocks(), key: String? = nil, on connection: inout Connection
  ) throws -> FormListing {
    let form = noun.form
    let wanted = try key.map { try resolve($0, in: form, clocks, on: &connection) }
    var rows = try rows(form, clocks, key: wanted, on: &connection)
    if let key, rows.isEmpty {
      // What is known and has not happened yet is no mistake of the asker's.
      let known = Clocks(knownOn: clocks.knownOn)
      rows = clocks.asOf == nil ? [] : try self.rows(form, known, key: wanted, on: &connection)
      if rows.isEmpty { throw try Lookup.unknown(form.noun, key, clocks, in: &connection) }
      rows = []
    }
    return FormListing(form: form, rows: rows)
  }

  private static func rows(
    _ form: Form, _ clocks: Clocks, key: String?, on connection: inout Connection
  ) throws -> [FormRow] {
    var rows: [FormRow] = []
    try connection.forEachRow(select(form, clocks, key: key)) { row in
      rows.append(try cells(row, of: form))
    }
    return rows
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

  static func resolve(
    _ key: String, in form: Form, _ clocks: Clocks, on connection: inout Connection
  ) throws -> String {
    let noun = form.fields.first { $0.name == form.key }?.referredNoun ?? form.noun
    return try Lookup.key(noun, key, clocks, in: &connection) ?? key
  }

  private static func select(_ form: Form, _ clocks: Clocks, key: String?) -> SQL {
    let known: SQL = clocks.knownOn.map { "\($0)" } ?? "now()"
    let ofKey: SQL = key.map { " AND f.\(identifier: form.key) = \($0)" } ?? ""
    let order = SQL(trusted: form.fields.indices.map { "\($0 + 1) NULLS FIRST" }.joined(separator: ", "))
    return """
      SELECT \(fragment: form.columnList) FROM \(identifier: form.view) f
      WHERE \(fragment: condition(form, clocks, known))\(fragment: ofKey) ORDER BY \(fragment: order)
      """
  }

  /// Whether a row `f` of the form stood at the moment `known`, and counted on the day.
  static func condition(_ form: Form, _ clocks: Clocks, _ known: SQL) -> SQL {
    let stands: SQL = "stands(f.recorded_at, f.retracted_at, \(fragment: known))"
    return "\(fragment: stands) AND \(fragment: dayCondition(form, clocks.asOf, known))"
  }

  /// Whether a row `f` of the form counted on the day, where one is asked for.
  static func dayCondition(_ form: Form, _ asOf: Day?, _ known: SQL) -> SQL {
    guard let asOf else { return "true" }
    switch form.dayMeaning {
    case .happening:
      let happened: SQL = "counts(f.day, \(asOf), \(fragment: known))"
      guard let end = form.end else { return happened }
      return """
        \(fragment: happened) AND (f.\(identifier: end.name) IS NULL
          OR counts(f.until_day, \(asOf), \(fragment: known)) IS NOT TRUE)
        """
    case .beginning: return "(f.day IS NULL OR f.day <= \(asOf))"
    case .none: return "true"
    }
  }
}
