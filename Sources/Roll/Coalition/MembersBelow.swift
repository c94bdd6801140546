public import Postgres

/// An organization that belongs to a coalition, itself or through others.
public struct MemberBelow: Sendable, Equatable {
  /// Who it is.
  public var organization: NamedOrganization
  /// Slugs of the coalitions, of those below the one asked for, to which it belongs itself.
  public var through: [String]
}

/// Members and affiliates of a coalition on a day, those of member coalitions included, each organization once.
public struct MembersBelow: Statement {
  /// The query.
  public let sql: SQL

  /// In byte order of the slugs.
  /// - Parameter isDirect: only who belongs to the coalition itself.
  public init(_ coalition: String, isDirect: Bool, _ known: AsKnown) {
    sql = """
      WITH RECURSIVE term AS MATERIALIZED (
        SELECT f.coalition, f.member FROM membership_form f JOIN membership t USING (fact_id)
        WHERE t.relation IN ('member', 'affiliate') AND \(fragment: known.stands("t")) AND \(fragment: known.term("t"))
      ), below AS (
        SELECT coalition, member FROM term WHERE coalition = \(coalition)
        UNION
        SELECT t.coalition, t.member FROM below b JOIN term t ON t.coalition = b.member WHERE NOT \(isDirect)
      ), once AS (
        SELECT member, array_agg(coalition ORDER BY coalition)::text[] AS through FROM below GROUP BY member
      )
      SELECT b.through, \(fragment: NamedOrganization.columns("b.member"))
      FROM once b \(fragment: NamedOrganization.join("b.member", known)) ORDER BY b.member
      """
  }

  /// Reads a row.
  public static func decode(_ row: borrowing Row) throws(PostgresError) -> MemberBelow {
    MemberBelow(organization: try NamedOrganization.read(row, from: 1), through: try row.value(0))
  }
}
