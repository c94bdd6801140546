public import Postgres

/// Takes one fact back. It stays readable: in `show`, and in every report of a time before.
public enum FormRetraction {
  /// Retracts the fact that the selection names, as one act with an entry in the audit.
  /// - Parameter reason: why; it must say something.
  /// - Returns: the fact as it is kept.
  /// - Throws: `RollError` where the selection names none or several, or where other facts rest on it, which it names.
  public static func run(
    _ noun: any Noun.Type, _ selection: FormSelection, reason: String, on connection: inout Connection
  ) throws -> FormFact {
    let reason = try checked(reason)
    return try connection.transaction { transaction in
      try transaction.lock(.pair(Locks.forms, 0))
      let fact = try selection.find(noun, option: FormOption.filter, in: &transaction)
      try FormBlockers(noun: noun, rows: "t.fact_id = \(fact.id)").check(
        "\(fact.words(noun)) cannot be retracted: other facts rest on it",
        hint: "Retract those first, or correct this one instead.",
        in: &transaction)
      try retract(fact, noun.form, reason: reason, in: &transaction)
      try settle(in: &transaction)
      let kept = try FormFact.read(noun.form, where: ["fact_id = \(fact.id)"], in: &transaction)
      try Audit.record(
        .retract, noun.form.noun, subject: noun.subject(of: fact.row), facts: ["fact": .number(fact.id)],
        in: &transaction)
      return kept.first ?? fact
    }
  }

  /// Lets the rules of order speak now, in our words.
  static func settle(in transaction: inout Transaction) throws {
    do {
      try transaction.script("SET CONSTRAINTS ALL IMMEDIATE")
    } catch {
      var told = RollError(error)
      if error.constraint != nil { told.sqlState = nil }
      throw told
    }
  }

  /// - Throws: `RollError` of kind `usage` where nothing is said.
  static func checked(_ reason: String) throws(RollError) -> String {
    let text = reason.trimmed()
    guard !text.isEmpty else { throw RollError(.usage, "--reason must say why") }
    return text
  }

  static func retract(
    _ fact: FormFact, _ form: Form, reason: String, in transaction: inout Transaction
  ) throws {
    try transaction.execute(
      """
      UPDATE \(identifier: form.table) SET retracted_at = rollcall_moment(), retracted_by = rollcall_recorder(),
        retraction_reason = \(reason)
      WHERE fact_id = \(fact.id) AND retracted_at IS NULL
      """)
  }
}

/// How commands name cells.
enum FormOption {
  /// `--on 2004`, as a shell takes it.
  static func filter(_ field: String, _ value: String) -> String { "--\(name(field)) \(quoted(value))" }

  /// `--was on=2004`, as a shell takes it.
  static func was(_ field: String, _ value: String) -> String { "--was \(quoted("\(field)=\(value)"))" }

  static func name(_ field: String) -> String { field.split(separator: "_").joined(separator: "-") }

  private static func quoted(_ text: String) -> String {
    let isPlain =
      !text.isEmpty
      && text.utf8.allSatisfy { byte in
        byte < 0x7F && (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
          || (48...57).contains(byte) || "-_.:/,=@+".utf8.contains(byte)
      }
    return isPlain
      ? text
      : "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}

extension Noun {
  /// What the audit calls a row: its slug, code or first name where that is a key; never free text.
  static func subject(of row: FormRow) -> String? {
    guard let place = form.fields.firstIndex(where: { $0.name == form.key }) else { return nil }
    switch form.fields[place].kind {
    case .slug, .reference: return row.cells[place]
    default: return nil
    }
  }
}
