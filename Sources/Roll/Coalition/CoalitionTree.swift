public import Postgres

/// An organization in the tree of a coalition.
public struct CoalitionNode: Sendable, Equatable {
  /// Its slug.
  public var organization: String
  /// Its name.
  public var name: String
  /// How it belongs to what stands above it; nil at the top.
  public var term: Belonging?
  /// For a coalition: members and affiliates that are named here.
  public var named: Int?
  /// For a coalition: the newest size that was claimed by the day.
  public var claimed: ClaimedFigure?
  /// Who belongs to it: by relation, then by name.
  public var members: [CoalitionNode]

  /// This node and all below it, from top to bottom, each with its level: 0 for this one.
  public func flattened(level: Int = 0) -> [(level: Int, node: CoalitionNode)] {
    [(level, self)] + members.flatMap { $0.flattened(level: level + 1) }
  }
}

/// Who belongs to whom on a day.
public struct CoalitionTree: Sendable, Equatable {
  /// The day and the moment of knowledge that were read.
  public var known: AsKnown
  /// What stands at the top.
  public var roots: [CoalitionNode]
  /// Memberships that the day leaves out, since no source gives their first day.
  public var leftOut: Int

  /// The tree below a coalition, or below each that is a member or affiliate of no other.
  /// - Throws: `RollError` with the nearest name where nobody knows the coalition.
  public static func read(
    _ coalition: String?, _ clocks: Clocks, on connection: inout Connection
  ) throws -> CoalitionTree {
    let slug = try coalition.map {
      try CoalitionTreeReader.key(of: $0, noun: "coalition", clocks, on: &connection)
    }
    return try connection.transaction(.snapshot) { transaction in
      let known = try clocks.known(in: &transaction)
      let branches = try Branches(known, in: &transaction)
      let roots = (slug.map { [$0] } ?? branches.tops).map { branches.node($0, nil, above: []) }
      let drawn: [String]? =
        slug == nil ? nil : Set(roots.flatMap { $0.flattened().map(\.node.organization) }).sorted()
      return CoalitionTree(
        known: known, roots: roots, leftOut: try transaction.one(BelongingsLeftOut(of: drawn, known)) ?? 0)
    }
  }

  /// What the tree is put together from.
  private struct Branches {
    var names: [String: String]
    var below: [String: [Belonging]]
    var claims: [String: ClaimedFigure]

    init(_ known: AsKnown, in transaction: inout Transaction) throws {
      let coalitions = try transaction.every(CoalitionsOnRecord(known))
      names = Dictionary(coalitions.map { ($0.slug, $0.name) }) { first, _ in first }
      below = Dictionary(grouping: try transaction.every(BelongingsThatHold(known)), by: \.coalition)
        .mapValues(Belonging.sorted)
      claims = Dictionary(
        try transaction.every(NewestClaims("coalition.members", known)).map { ($0.measured, $0.claimed) }
      ) { first, _ in first }
    }

    var tops: [String] {
      let members = Set(below.values.joined().filter(\.isCounted).map(\.member.slug))
      let free = names.keys.filter { !members.contains($0) }
      return PeopleOrder.sorted(Array(free), by: { names[$0] ?? $0 }, then: { $0 })
    }

    /// Hosts, partners and conveners stand beside a coalition: what belongs to them is not drawn below it. Nothing is drawn
    /// below itself, whatever a database may hold.
    func node(_ slug: String, _ term: Belonging?, above: Set<String>) -> CoalitionNode {
      let terms = (term?.isCounted ?? true) && !above.contains(slug) ? below[slug] ?? [] : []
      let isCoalition = names[slug] != nil
      return CoalitionNode(
        organization: slug, name: term?.member.name ?? names[slug] ?? slug, term: term,
        named: isCoalition ? Set((below[slug] ?? []).filter(\.isCounted).map(\.member.slug)).count : nil,
        claimed: isCoalition ? claims[slug] : nil,
        members: terms.map { node($0.member.slug, $0, above: above.union([slug])) })
    }
  }
}

/// The coalitions that were on record at a moment.
struct CoalitionsOnRecord: Statement {
  let sql: SQL

  init(_ known: AsKnown) {
    sql = """
      SELECT \(fragment: NamedOrganization.columns("f.coalition"))
      FROM coalition_form f \(fragment: NamedOrganization.join("f.coalition", known))
      WHERE \(fragment: known.stands("f")) ORDER BY f.coalition
      """
  }

  static func decode(_ row: borrowing Row) throws(PostgresError) -> NamedOrganization {
    try NamedOrganization.read(row, from: 0)
  }
}
