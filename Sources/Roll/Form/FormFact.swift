internal import Postgres

/// A row of a form as a fact: what it says, who recorded it when, and who took it back when and why.
public struct FormFact: Sendable, Equatable {
  /// Number inside this database.
  public var id: Int64
  /// What it says.
  public var row: FormRow
  /// The import that brought it, if one did.
  public var batch: Int64?
  /// When the record learned of it.
  public var recordedAt: Instant
  /// Who recorded it.
  public var recordedBy: String
  /// When it was taken back.
  public var retractedAt: Instant?
  /// Who took it back.
  public var retractedBy: String?
  /// Why it was taken back.
  public var reason: String?
  /// Whether it is true on the day that was asked for.
  var holds = true

  /// The facts of a form that satisfy every condition, in byte order of their cells, then as they were recorded.
  static func select(_ form: Form, where conditions: [SQL], holds: SQL = "true") -> SQL {
    let order = form.fields.indices.map { "\($0 + 9) NULLS FIRST" }.joined(separator: ", ")
    return """
      SELECT fact_id, batch_id, recorded_at, recorded_by, retracted_at, retracted_by, retraction_reason,
        \(fragment: holds) AS holds, \(fragment: form.columnList)
      FROM \(identifier: form.view) f WHERE \(fragment: .joined(["true"] + conditions, separator: " AND "))
      ORDER BY \(fragment: SQL(trusted: order)), recorded_at, fact_id
      """
  }

  static func read<Place: Queryable & ~Copyable>(
    _ form: Form, where conditions: [SQL], holds: SQL = "true", in place: inout Place
  ) throws -> [FormFact] {
    try place.run(select(form, where: conditions, holds: holds)).map { (row) throws(PostgresError) in
      try decode(row, form)
    }
  }

  private static func decode(_ row: borrowing Row, _ form: Form) throws(PostgresError) -> FormFact {
    let (id, batch, at, by, retractedAt, retractedBy, reason, holds) = try row.columns(
      (Int64, Int64?, Instant, String, Instant?, String?, String?, Bool).self)
    var cells: [String?] = []
    for column in form.fields.indices { cells.append(try row.value(column + 8, as: String?.self)) }
    return FormFact(
      id: id, row: FormRow(cells: cells), batch: batch, recordedAt: at, recordedBy: by,
      retractedAt: retractedAt, retractedBy: retractedBy, reason: reason, holds: holds)
  }

  /// The fact in a few words: its noun, what names it, its day and who says it.
  public func words(_ noun: any Noun.Type) -> String {
    let form = noun.form
    func cell(_ name: String) -> String? {
      form.fields.firstIndex { $0.name == name }.flatMap { row.cells[$0] }
    }
    let names = noun.names.prefix(2).compactMap { cell($0) }.joined(separator: " ")
    let day = form.fields.first { $0.kind == .span }.flatMap { cell($0.name) }
    let sources = cell("sources").map { $0 == "own observation" ? $0 : "source: \($0)" }
    let details = [day, sources].compactMap { $0 }.joined(separator: "; ")
    return "\(form.noun) \(names)" + (details.isEmpty ? "" : " (\(details))")
  }
}
