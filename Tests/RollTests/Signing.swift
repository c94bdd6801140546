import Postgres

@testable import Roll

/// Signature files in and out of a petition.
enum Signing {
  /// Imports a file's text; refused rows go to a folder that is thrown away.
  @discardableResult
  static func load(
    _ text: String, into petition: String, _ change: (inout ImportOptions) -> Void = { _ in },
    on connection: inout Connection
  ) throws -> Receipt {
    try tryLoad(text, into: petition, change, on: &connection).receipt
  }

  /// The same, with what was refused.
  static func tryLoad(
    _ text: String, into petition: String, _ change: (inout ImportOptions) -> Void = { _ in },
    on connection: inout Connection
  ) throws -> (receipt: Receipt, rejections: [Rejection]) {
    let folder = TemporaryFolder()
    let reasons = Reasons()
    var options = ImportOptions()
    options.rejects = folder.path("rejects.csv")
    options.again = true
    options.onRejection = { reasons.add($0) }
    // Blocks of a few rows, of another size for each text, so that rows meet every way to the server.
    options.loadLimits = .init(run: 1 + text.utf8.count % 2000, staged: 1 + text.utf8.count % 700)
    change(&options)
    let receipt = try SignatureImport.run(
      try folder.write(text), petition: petition, options: options, on: &connection)
    return (receipt, reasons.all)
  }

  /// All that was stated, as it was stated, unless the export is changed to another.
  static func export(
    _ petition: String, _ change: (inout SignatureExport) -> Void = { _ in }, on connection: inout Connection
  ) throws -> String {
    var export = SignatureExport()
    export.audience = .internal
    export.cells = .exact
    change(&export)
    var bytes: [UInt8] = []
    _ = try export.csv(petition: petition, on: &connection) { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The tally of a petition, cell by cell: everything that a count can be made from.
  static func tally(_ petition: String, on connection: inout Connection) throws -> [String] {
    try connection.values(
      """
      SELECT concat_ws(' ', coalesce(t.country, '-'), t.status, coalesce(t.signed_on::text, '-'),
        coalesce(t.effective_on::text, '-'), sum(t.change))
      FROM signature_tally t JOIN petition p USING (petition_id) WHERE p.slug = \(petition)
      GROUP BY t.country, t.status, t.signed_on, t.effective_on HAVING sum(t.change) <> 0 ORDER BY 1
      """, as: String.self)
  }

  /// Counts by status on a day, as known now.
  static func totals(_ petition: String, on day: Day, _ connection: inout Connection) throws -> [String: Int]
  {
    let id =
      try connection.value("SELECT petition_id FROM petition WHERE slug = \(petition)", as: Int64.self) ?? 0
    let now = try connection.value("SELECT clock_timestamp()", as: Instant.self) ?? Instant(microseconds: 0)
    let totals = try connection.every(SignatureTotals(petition: id, AsKnown(asOf: day, knownOn: now)))
    return Dictionary(uniqueKeysWithValues: totals.map { ($0.status, $0.count) }).filter { $0.value != 0 }
  }
}
