public import Postgres

/// The newest signatures of a petition, for a person to look at.
public struct SignatureListing: Sendable {
  /// The columns of a row.
  public static let columns = ["signed_at", "status", "name", "email", "country", "city", "import", "line"]
  /// The rows, the newest first.
  public let rows: [[String?]]
  /// Whether there are more than were asked for.
  public let hasMore: Bool

  /// Reads at most `limit` rows under two clocks. What came by an import that was undone since is no row any more; the
  /// tally still counts it, see `PetitionCounts`.
  /// - Throws: `RollError` for an unknown petition, status or country.
  public static func read(
    petition slug: String, status: String?, country: String?, limit: Int, _ clocks: Clocks = Clocks(),
    on connection: inout Connection
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
      FROM (\(fragment: source(rules.id, clocks))) s WHERE (\(status)::text IS NULL OR status::text = \(status))
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

  /// The petition's signatures, each as it was stated and with the status that it had.
  private static func source(_ petition: Int64, _ clocks: Clocks) -> SQL {
    let known =
      clocks.knownOn.map { statements(of: petition, knownOn: $0) }
      ?? "SELECT s.*, status AS status_then, status_on AS status_on_then FROM signature s WHERE petition_id = \(petition)"
    let now: SQL = clocks.knownOn.map { "\($0)" } ?? "now()"
    guard let asOf = clocks.asOf else {
      return "SELECT *, status_then AS status FROM (\(fragment: withoutStatus(known))) k"
    }
    // As the tally has it: a withdrawal counts from its own day, every other status from the day of signing.
    return """
      SELECT *, CASE WHEN status_then = 'withdrawn'
          AND NOT counts(greatest(signed_on, status_on_then), \(asOf), \(fragment: now)) THEN 'validated' ELSE status_then END AS status
      FROM (\(fragment: withoutStatus(known))) k WHERE counts(signed_on, \(asOf), \(fragment: now))
      """
  }

  private static func withoutStatus(_ known: SQL) -> SQL {
    """
    SELECT signed_at, signed_on, signed_zone, status_then, status_on_then, full_name, given_name, family_name, email, country,
      country_written, city, batch_id, line FROM (\(fragment: known)) a
    """
  }

  /// What the imports of that time said: the earliest signing, and the latest status.
  private static func statements(of petition: Int64, knownOn: Instant) -> SQL {
    """
    WITH known AS (
      SELECT s.* FROM (
        SELECT * FROM signature WHERE petition_id = \(petition)
        UNION ALL SELECT * FROM signature_restatement WHERE petition_id = \(petition)
      ) s JOIN import_batch b USING (batch_id) WHERE b.recorded_at <= \(knownOn)
    ), latest AS (
      SELECT DISTINCT ON (signatory_id) signatory_id, stated_status AS status_then, stated_status_on AS status_on_then
      FROM known ORDER BY signatory_id, \(fragment: SignatureMerge.latest())
    ), first AS (
      SELECT DISTINCT ON (signatory_id) * FROM known ORDER BY signatory_id, \(fragment: SignatureMerge.order("")), batch_id, line
    )
    SELECT * FROM first JOIN latest USING (signatory_id)
    """
  }
}
