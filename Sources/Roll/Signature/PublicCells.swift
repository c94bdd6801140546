internal import Postgres

/// What a public export shows of a signature.
///
/// A name only where the signatory agreed to have it displayed, in a word for yes that is known; all other rows stand there
/// without one, so that rows are still signatures. A country or a day of signing that few people share is left blank, by the
/// rule of public reports (`docs/decisions/0006-small-cells.md`). It is reckoned over all validated signatures of the petition,
/// whatever the filters are, and filters see only what is shown: no two exports of one moment can be subtracted from each
/// other to find more.
struct PublicCells {
  /// Codes of the countries that are shown.
  private let countries: [String]
  /// The days that are shown.
  private let days: [Day]
  let blankCountries: Int
  let blankDays: Int

  init(petition: Int64, in transaction: inout Transaction) throws {
    let cells = try transaction.run(
      """
      SELECT country, NULL::date, sum(change)::bigint FROM signature_tally
      WHERE petition_id = \(petition) AND status = 'validated' GROUP BY country HAVING sum(change) > 0
      UNION ALL SELECT NULL, signed_on, sum(change)::bigint FROM signature_tally
      WHERE petition_id = \(petition) AND status = 'validated' GROUP BY signed_on HAVING sum(change) > 0
      """
    ).map { (row) throws(PostgresError) in try row.columns((String?, Day?, Int).self) }
    let byCountry = cells.compactMap { cell in cell.0.map { ($0, cell.2) } }
    let byDay = cells.compactMap { cell in cell.1.map { ($0, cell.2) } }
    countries = SmallCounts.shown(byCountry).sorted()
    days = SmallCounts.shown(byDay).sorted()
    blankCountries = byCountry.count - countries.count
    blankDays = byDay.count - days.count
  }

  /// - Throws: `RollError` of kind `data` for a country that is left blank: an export of it would be empty and tell why.
  func checkCountries(_ wanted: [String]) throws {
    guard let blank = wanted.first(where: { !countries.contains($0) }) else { return }
    throw RollError(
      .data, "a public export leaves the country \(blank) blank: too few people signed from there",
      hint: "For those who may see it: --audience internal")
  }

  /// Words for yes, as platforms and people write them, in lower case.
  static let consents = [
    "1", "true", "t", "yes", "y", "on", "x", "public", "oui", "vrai", "ja", "wahr", "si", "sí", "sim",
    "verdadero",
    "verdadeiro", "sì", "vero", "waar", "tak", "prawda", "نعم", "да",
  ]

  func cell(_ column: ExportColumn, protected: Bool) -> SQL {
    switch column {
    case .country: "CASE WHEN \(fragment: isShown(country: "country")) THEN country END"
    case .signedOn:
      "CASE WHEN \(fragment: isShown(day: "signed_on")) THEN \(fragment: column.cell(protected: protected)) END"
    case .status: column.cell(protected: protected)
    default: "CASE WHEN \(fragment: Self.consented) THEN \(fragment: column.cell(protected: protected)) END"
    }
  }

  /// Rows that the filters mean although they do not show it.
  func filter(since: Day?) -> SQL { since == nil ? "true" : isShown(day: "signed_on") }

  private static let consented = SQL(
    trusted:
      "lower(btrim(display, E' \\t\\r\\n')) IN (\(spellings.map { "'\($0)'" }.joined(separator: ", ")))"
  )

  /// In the column's own collation only ASCII has lower case.
  private static let spellings = consents.flatMap { word in
    word.utf8.allSatisfy { $0 < 0x80 }
      ? [word] : Set([word, word.prefix(1).uppercased() + word.dropFirst(), word.uppercased()]).sorted()
  }

  private func isShown(country: SQL) -> SQL {
    guard !countries.isEmpty else { return "false" }
    return "\(fragment: country) IN (\(trusted: countries.map { "'\($0)'" }.joined(separator: ", ")))"
  }

  private func isShown(day: SQL) -> SQL {
    guard !days.isEmpty else { return "false" }
    return "\(fragment: day) IN (\(trusted: days.map { SQL.day($0) }.joined(separator: ", ")))"
  }
}
