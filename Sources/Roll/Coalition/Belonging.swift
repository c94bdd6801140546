public import Postgres

/// A term of a membership: who belongs to what, in which relation, since when, by which sources.
public struct Belonging: Sendable, Equatable {
  /// The coalition's slug.
  public var coalition: String
  /// Who belongs to it.
  public var member: NamedOrganization
  /// `member`, `affiliate`, `host`, `partner` or `convener`.
  public var relation: String
  /// What the source calls it, where that says more.
  public var role: String?
  /// Since when, as written.
  public var from: String?
  /// Until when, as written.
  public var until: String?
  /// By whose authority it began.
  public var authority: String?
  /// By whose authority it ended.
  public var untilAuthority: String?
  /// What a reader should know of it.
  public var note: String?
  /// Slugs of its sources, or `own observation`.
  public var sources: String?

  /// Whether it is counted among the members, and its own members among those of the coalition.
  public var isCounted: Bool { Self.counted.contains(relation) }

  /// The relations that count. Hosts, partners and conveners stand beside a coalition.
  public static let counted = ["member", "affiliate"]

  /// Where the relation stands in a list: members first.
  var rank: Int { Membership.relations.firstIndex(of: relation) ?? Membership.relations.count }

  /// The relations of one coalition in the order of a list: by relation, then by name.
  static func sorted(_ terms: [Belonging]) -> [Belonging] {
    PeopleOrder.sorted(terms, by: \.member.name, then: \.member.slug).enumerated()
      .sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.map(\.element)
  }
}

/// The terms that hold on a day.
public struct BelongingsThatHold: Statement {
  /// The query.
  public let sql: SQL

  /// Of one coalition, or of all. In no order that a reader would want.
  public init(of coalition: String? = nil, _ known: AsKnown) {
    sql = """
      SELECT f.coalition, f.relation, f.role, f."from", f.until, f.authority, f.until_authority, f.note, f.sources,
        \(fragment: NamedOrganization.columns("f.member"))
      FROM membership_form f JOIN membership t USING (fact_id)
        \(fragment: NamedOrganization.join("f.member", known))
      WHERE \(fragment: known.stands("t")) AND \(fragment: known.term("t"))
        AND (\(coalition)::text IS NULL OR f.coalition = \(coalition))
      ORDER BY f.coalition, f.member, f.relation, f."from"
      """
  }

  /// Reads a row.
  public static func decode(_ row: borrowing Row) throws(PostgresError) -> Belonging {
    Belonging(
      coalition: try row.value(0), member: try NamedOrganization.read(row, from: 9),
      relation: try row.value(1), role: try row.value(2), from: try row.value(3), until: try row.value(4),
      authority: try row.value(5), untilAuthority: try row.value(6), note: try row.value(7),
      sources: try row.value(8))
  }
}

/// Terms without a first day, which count only in the present, and so are left out of an earlier day's list.
struct BelongingsLeftOut: Statement {
  let sql: SQL

  /// Of some coalitions, or of all; none where the day is the present.
  init(of coalitions: [String]? = nil, _ known: AsKnown) {
    sql = """
      SELECT count(*) FROM membership_form f JOIN membership t USING (fact_id)
      WHERE \(fragment: known.stands("t")) AND t.from_not_after IS NULL
        AND \(fragment: known.counts("t.from_not_after")) IS NOT TRUE
        AND (\(coalitions)::text[] IS NULL OR f.coalition = ANY (\(coalitions)))
      """
  }

  static func decode(_ row: borrowing Row) throws(PostgresError) -> Int { try row.value(0) }
}
