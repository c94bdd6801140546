public import Postgres

/// Ends a membership.
public enum Departure {
  /// Ends the term that is open: it is retracted, and recorded again with its end. Joining again later is a new term.
  /// - Parameter relation: in which relation; nil where there is one open term only.
  /// - Returns: the ended term, as the record has it.
  /// - Throws: `RollError` of kind `data`: an unknown name, no open term, several of which one must be named, no source, an
  ///   end before the beginning. Nothing is changed then.
  public static func leave(
    _ coalition: String, _ member: String, relation: String? = nil, _ end: StatedEnd,
    on connection: inout Connection
  ) throws -> FormRow {
    try end.check()
    if let relation { try check(relation: relation) }
    let coalition = try CoalitionTreeReader.key(of: coalition, noun: "coalition", on: &connection)
    let member = try CoalitionTreeReader.key(of: member, noun: "organization", on: &connection)
    return try connection.transaction { transaction in
      try transaction.lock(.pair(Locks.forms, 0))
      let all = try FormReplacement.find(
        Membership.self,
        where:
          "coalition = \(coalition) AND member = \(member) AND (\(relation)::text IS NULL OR relation = \(relation))",
        in: &transaction)
      let open = all.filter { $0.row.cells[Place.until] == nil }
      guard let term = open.first else { throw notThere(coalition, member, relation, all.map(\.row)) }
      guard open.count == 1 else {
        let relations = open.compactMap { $0.row.cells[Place.relation] }
        throw RollError(
          .data, "\(member) belongs to \(coalition) as \(relations.joined(separator: " and as "))",
          hint: "Say which of these ends: --relation \(relations[0])")
      }
      let row = end.applied(to: term.row, of: Membership.form, day: "until", authority: "until_authority")
      return try FormReplacement.replace(
        Membership.self, term, by: row, reason: "ended: recorded again with its last day", in: &transaction)
    }
  }

  /// Where the columns of a membership stand that are looked at here.
  private enum Place {
    static let relation = place("relation")
    static let from = place("from")
    static let until = place("until")
    static let sources = place("sources")
    private static func place(_ name: String) -> Int {
      Membership.form.fields.firstIndex { $0.name == name } ?? 0
    }
  }

  /// - Throws: `RollError` with the nearest of the relations.
  static func check(relation: String) throws(RollError) {
    guard Membership.relations.contains(relation) else {
      throw RollError(
        .data, "relation ‘\(relation)’ is none of \(Membership.relations.joined(separator: ", "))",
        hint: Nearest.match(relation, Membership.relations).map { "Did you mean ‘\($0)’?" })
    }
  }

  private static func notThere(
    _ coalition: String, _ member: String, _ relation: String?, _ ended: [FormRow]
  ) -> RollError {
    let kind = relation.map { "as \($0) " } ?? ""
    guard let last = ended.last else {
      return RollError(
        .data, "\(member) does not belong to \(coalition) \(kind.trimmed())".trimmed(),
        hint: "rollcall coalition members \(coalition) shows who does.")
    }
    let term = [("from", last.cells[Place.from]), ("until", last.cells[Place.until])]
      .compactMap { word, day in day.map { "\(word) \($0)" } }.joined(separator: " ")
    return RollError(
      .data,
      "\(member) has left \(coalition) already: \(last.cells[Place.relation] ?? "") \(term) (\(last.cells[Place.sources] ?? "no source"))",
      hint: "Where that is wrong, correct that term; a later one begins with rollcall coalition join.")
  }
}
