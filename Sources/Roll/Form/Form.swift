public import Postgres

/// The shape of a noun: its columns in CSV, in listings and in JSON, and where it is kept. One description drives import,
/// export, `add`, `list` and `show`, so that they cannot drift apart.
public struct Form: Sendable {
  /// The noun, in the singular: `agreement`.
  public let noun: String
  /// The table that holds its rows.
  public let table: String
  /// The columns, in their order.
  public let fields: [Field]
  /// The column by which `show` finds a row.
  public let key: String

  init(_ noun: String, table: String? = nil, key: String, _ fields: [Field]) {
    self.noun = noun
    self.table = table ?? noun
    self.key = key
    self.fields = fields
  }

  /// The view that shows the rows in this form.
  var view: String { "\(noun)_form" }

  /// The name of the file of `seeds/` that holds its rows, if there is one.
  public var seed: String {
    switch noun {
    case "statute": noun
    case _ where noun.hasSuffix("y"): noun.dropLast() + "ies"
    default: noun + "s"
    }
  }

  /// What the day of a row means to `--as-of`.
  public enum DayMeaning: Sendable {
    /// Something happened then. It counts from the latest day it can have been; without one only in the present.
    case happening
    /// It is there from then on; without a day always.
    case beginning
    /// There is none.
    case none
  }

  /// What the day of a row means to `--as-of`.
  public var dayMeaning: DayMeaning {
    if ["source", "coalition", "campaign", "petition"].contains(noun) { return .beginning }
    return fields.contains { $0.kind == .span } ? .happening : .none
  }

  /// The column that says when what a row speaks of ended; the view has its latest day as `until_day`.
  var end: Field? { fields.first { $0.kind == .span && ["until", "withdrawn"].contains($0.name) } }

  /// The columns of the view, for a SELECT.
  var columnList: SQL {
    SQL.joined(fields.map { "\(identifier: $0.name)" }, separator: ", ")
  }

  /// The last column of nearly every form: where a fact comes from.
  static let sources = Field("sources", .references("source"))
  /// What a reader should know.
  static let note = Field("note")
}

/// Something that the record speaks of.
public protocol Noun: Sendable {
  /// Its shape.
  static var form: Form { get }
  /// The columns that name a row to people, in the order in which they say them.
  static var names: [String] { get }
  /// What completes rows of `form_stage` before they are compared with what is held.
  static var prepare: [SQL] { get }
  /// What finds rows that cannot be taken: each answers with line and reason.
  static var checks: [SQL] { get }
  /// What moves the rows of `form_stage` that have `take` set into their tables. `$batch` has no place here: the batch is
  /// in `form_stage.batch_id`.
  static var merge: [SQL] { get }
}

extension Noun {
  /// The slug where there is one; else the key, and what else a row must say.
  public static var names: [String] {
    guard form.fields.first(where: { $0.name == form.key })?.kind != .slug else { return [form.key] }
    let others = form.fields.filter { $0.isRequired && $0.standard == nil && $0.name != form.key }
    return [form.key] + others.map(\.name)
  }
  /// Most nouns need none.
  public static var prepare: [SQL] { [] }
  /// Most nouns need none.
  public static var checks: [SQL] { [] }
}

/// One row of a form: a cell for each field, nil where it is empty.
public struct FormRow: Sendable, Equatable {
  /// Cells in the order of the form's fields.
  public var cells: [String?]

  /// A row from named cells; every name must be a field's.
  public init(_ form: Form, _ named: [String: String?]) {
    cells = form.fields.map { named[$0.name] ?? nil }
  }

  /// A row from cells in the form's order.
  public init(cells: [String?]) { self.cells = cells }
}
