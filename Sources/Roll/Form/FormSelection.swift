internal import Postgres

/// Names one fact by what it says, never by a number of ours: the columns that name a noun's rows, in their order, and
/// others where those leave several.
public struct FormSelection: Sendable {
  /// Cells of the columns `Noun.names`, as many as are given.
  public var keys: [String]
  /// What other columns hold; an empty text for an empty cell.
  public var filters: [(field: String, value: String)]

  /// A selection by keys and filters.
  public init(_ keys: [String], filters: [(field: String, value: String)] = []) {
    self.keys = keys
    self.filters = filters
  }

  /// The fact that stands and has these cells.
  /// - Parameter option: how a command says one more cell: `--on 2004`.
  /// - Throws: `RollError` of kind `data` where there is none, with what there is, or several, with what tells them apart.
  func find(
    _ noun: any Noun.Type, option: (String, String) -> String, in transaction: inout Transaction
  ) throws -> FormFact {
    let form = noun.form
    var conditions: [SQL] = ["retracted_at IS NULL"]
    var first: SQL = "true"
    for (place, (name, value)) in try named(noun).enumerated() {
      guard let field = form.fields.first(where: { $0.name == name }) else {
        throw RollError(.usage, "\(form.noun) has no column ‘\(name)’")
      }
      let condition = try Self.condition(field, value, in: form, &transaction)
      if place == 0 { first = condition }
      conditions.append(condition)
    }
    let found = try FormFact.read(form, where: conditions, in: &transaction)
    if found.count == 1 { return found[0] }
    if found.isEmpty { throw try nothing(noun, first, in: &transaction) }
    let choices = Self.differences(found, form)
      .map { cells in "  " + cells.map { option($0.field, $0.value) }.joined(separator: " ") }
    throw RollError(
      .data,
      "\(found.count) facts of \(form.noun) are on record under ‘\(keys.joined(separator: " "))’:\n"
        + choices.joined(separator: "\n"),
      hint: "Say which one is meant by adding what tells it apart. Nothing was changed.")
  }

  private func named(_ noun: any Noun.Type) throws(RollError) -> [(String, String)] {
    guard !keys.isEmpty, keys.count <= noun.names.count else {
      throw RollError(
        .usage,
        "\(noun.form.noun) is named by \(noun.names.joined(separator: ", ")), not by \(keys.count) words")
    }
    return zip(noun.names, keys).map { ($0, $1) } + filters.map { ($0.field, $0.value) }
  }

  private static func condition(
    _ field: Field, _ value: String, in form: Form, _ transaction: inout Transaction
  ) throws -> SQL {
    let column: SQL = "\(identifier: field.name)"
    let text = value.trimmed()
    guard !text.isEmpty, !(field.kind == .flag && text == "false") else {
      return "\(fragment: column) IS NULL"
    }
    switch field.kind {
    case .slug where field.name == form.key:
      // A name or an alias stands for the slug.
      let key = try FormKey.resolve(text, noun: form.noun, in: &transaction)
      return "\(fragment: column) = \(key)"
    case .reference(let noun):
      let key = try FormKey.resolve(text, noun: noun, in: &transaction)
      return "\(fragment: column) = \(key)"
    case .references, .list:
      // One item is enough to tell a row by.
      return "\(List.items(text)) <@ string_to_array(\(fragment: column), '; ')"
    case .text: return "\(fragment: column) = \(value)"
    default: return "\(fragment: column) = \(text)"
    }
  }

  /// What to say where nothing has these cells: what stands under the first key, or the nearest that does.
  private func nothing(
    _ noun: any Noun.Type, _ first: SQL, in transaction: inout Transaction
  ) throws -> RollError {
    let form = noun.form
    let words = (keys + filters.map(\.value)).joined(separator: " ")
    let message = "no \(form.noun) ‘\(words)’ is on record"
    let near = try FormFact.read(form, where: ["retracted_at IS NULL", first], in: &transaction)
    if !near.isEmpty, keys.count + filters.count > 1 {
      let listed = near.prefix(8).map { $0.words(noun) }.joined(separator: "; ")
      return RollError(.data, message, hint: "There is: \(listed)\(near.count > 8 ? "; …" : ".")")
    }
    let held = try transaction.values(
      "SELECT DISTINCT \(identifier: noun.names[0]) FROM \(identifier: form.view) WHERE retracted_at IS NULL",
      as: String?.self)
    let hint = Nearest.match(keys[0], held.compactMap { $0 }).map { "Did you mean ‘\($0)’?" }
    return RollError(.data, message, hint: hint ?? "rollcall \(form.noun) list shows what there is.")
  }

  /// The cells in which facts differ; sources and long text only where nothing else tells them apart.
  static func differences(_ facts: [FormFact], _ form: Form) -> [[(field: String, value: String)]] {
    let differing = form.fields.indices.filter { place in
      Set(facts.map { $0.row.cells[place] }).count > 1
    }
    let short = differing.filter { !["note", "paraphrase", "sources"].contains(form.fields[$0].name) }
    let isEnough = Set(facts.map { fact in short.map { fact.row.cells[$0] } }).count == facts.count
    return facts.map { fact in
      (isEnough ? short : differing).map { (form.fields[$0].name, fact.row.cells[$0] ?? "") }
    }
  }
}

/// Finds what a name means.
enum FormKey {
  /// The key of what is called so: by its slug or code, its name or an alias.
  /// - Throws: `RollError` of kind `data` with the nearest name where nobody knows it.
  static func resolve<Place: Queryable & ~Copyable>(
    _ name: String, noun: String, in place: inout Place
  ) throws -> String {
    let keys = try place.values(
      "SELECT DISTINCT key FROM reference_name WHERE noun = \(noun) AND (name = lower(\(name)) OR key = \(name))",
      as: String.self)
    if keys.count == 1 || keys.contains(name) { return keys.contains(name) ? name : keys[0] }
    var meant: String?
    if ["country", "state"].contains(noun) {
      let index = try CountryIndex(from: &place)
      if let iso3 = index.read(name).iso3 {
        let isKnown = try place.value(
          "SELECT EXISTS (SELECT FROM reference_name WHERE noun = \(noun) AND key = \(iso3))", as: Bool.self)
        if isKnown == true { return iso3 }
      }
      meant = index.suggestion(name)
    }
    let names = try place.values("SELECT name FROM reference_name WHERE noun = \(noun)", as: String.self)
    throw RollError(.data, "unknown \(noun) ‘\(name)’\(meant ?? Nearest.suggestion(name, names))")
  }
}
