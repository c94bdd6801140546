public import Postgres

/// The newest signatures of a petition, for a person to look at.
public struct SignatureListing: Sendable {
  /// The columns of a row.
  public static let columns = ["signed_at", "status", "name", "email", "country", "city", "import", "line"]
  /// The rows, the newest first.
  public let rows: [[String?]]
  /// Whether there are more than were asked for.
  public let hasMore: Bool

  /// Reads at most `limit` rows.
  /// - Throws: `RollError` for an unknown petition, status or country.
  public static func read(
    petition slug: String, status: String?, country: String?, limit: Int, on connection: inout Connection
  ) throws -> SignatureListing {
    let rules = try PetitionRules.find(slug, in: &connection)
    let statuses = ["pending", "validated", "invalidated", "withdrawn"]
    if let status, !statuses.contains(status) {
      throw RollError(
        .usage, "there is no status ‘\(status)’", hint: "It is one of \(statuses.joined(separator: ", ")).")
    }
    var code: String?
    if let country {
      var index = try CountryIndex(from: &connection)
      code = index.recognise(country.utf8.span)
      guard code != nil else { throw try index.unknown(country, in: &connection) }
    }
    let result = try connection.run(
      """
      SELECT signature_time(signed_at, signed_on, signed_zone), status::text,
        coalesce(full_name, nullif(concat_ws(' ', given_name, family_name), '')), email, coalesce(country, country_written),
        city, batch_id::text, line::text
      FROM signature WHERE petition_id = \(rules.id) AND (\(status)::text IS NULL OR status::text = \(status))
        AND (\(code)::text IS NULL OR country = \(code))
      ORDER BY signed_at DESC NULLS LAST, email, full_name, given_name, family_name, line LIMIT \(limit + 1)
      """)
    let rows = try result.map { (row) throws(PostgresError) in
      var cells: [String?] = []
      for column in columns.indices { cells.append(try row.value(column, as: String?.self)) }
      return cells
    }
    return SignatureListing(rows: Array(rows.prefix(limit)), hasMore: rows.count > limit)
  }
}
