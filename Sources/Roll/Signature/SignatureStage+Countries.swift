internal import Postgres

extension SignatureStage {
  /// Gives the rows whose country only the whole file decides what it decided.
  /// - Returns: by how much the rows of unknown country changed.
  func settle(
    _ doubts: CountryDoubts, _ index: CountryIndex, in transaction: inout Transaction
  ) throws -> Int {
    var change = 0
    if doubts.isNamibia {
      change -= try set("NAM", where: "country IS NULL", .notApplicable, index, in: &transaction)
    }
    if doubts.mayBeStateOfUSA {
      change += try set(nil, where: "country = 'GEO'", .georgia, index, in: &transaction)
    }
    return change
  }

  private func set(
    _ iso3: String?, where condition: SQL, _ kind: CountryReading.Kind, _ index: CountryIndex,
    in transaction: inout Transaction
  ) throws -> Int {
    let written = try transaction.values(
      """
      SELECT DISTINCT country_written FROM \(fragment: table)
      WHERE \(fragment: condition) AND octet_length(country_written) <= 300
      """, as: String.self
    ).filter { index.read($0).kind == kind }
    return try transaction.execute(
      """
      UPDATE \(fragment: table) SET country = \(iso3)
      WHERE \(fragment: condition) AND country_written = ANY (\(written))
      """)
  }
}
