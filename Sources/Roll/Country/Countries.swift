public import Postgres

/// Countries, and the states among them.
public struct Countries: Statement {
  /// The columns of a row.
  public static let columns = ["iso3", "iso2", "name", "region", "un_member"]

  /// The query.
  public let sql: SQL

  /// In byte order of their codes.
  public init(statesOnly: Bool = false, iso3: String? = nil) {
    sql = """
      SELECT c.iso3, c.iso2, c.name, s.region, CASE WHEN s.un_member THEN 'true' WHEN s.iso3 IS NOT NULL THEN 'false' END
      FROM country c LEFT JOIN state s USING (iso3)
      WHERE (s.iso3 IS NOT NULL OR NOT \(statesOnly)) AND (\(iso3)::text IS NULL OR c.iso3 = \(iso3)) ORDER BY c.iso3
      """
  }

  /// Cells in the order of `columns`.
  public static func decode(_ row: borrowing Row) throws(PostgresError) -> [String?] {
    var cells: [String?] = []
    for column in columns.indices { cells.append(try row.value(column, as: String?.self)) }
    return cells
  }

  /// A country by code, name or alias, and how else it may be written.
  /// - Throws: `RollError` with the nearest name where nobody knows it.
  public static func find(_ name: String, on connection: inout Connection) throws -> ([String?], [String]) {
    var index = try CountryIndex(from: &connection)
    guard let iso3 = index.recognise(name.utf8.span), let cells = try connection.one(Countries(iso3: iso3))
    else {
      throw try index.unknown(name, in: &connection)
    }
    let aliases = try connection.values(
      "SELECT alias FROM country_alias WHERE iso3 = \(iso3) ORDER BY alias", as: String.self)
    return (cells, aliases)
  }
}
