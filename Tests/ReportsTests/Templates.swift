import EmbeddedFiles
import Foundation
import Postgres
import PostgresTesting

@testable import Reports
@testable import Roll

extension DatabaseTemplate {
  /// The record that the program carries.
  static let record = DatabaseTemplate("record of the reports") { connection in
    try Migrator.migrate(&connection)
    try Record.load(&connection)
  }

  /// A campaign and a petition of nobody.
  static let small = DatabaseTemplate("small campaign of the reports") { connection in
    try Migrator.migrate(&connection)
    try Record.form(Source.self, "slug,title\ns1,A source\ns2,Another source\n", on: &connection)
    try Record.form(Organization.self, "slug,name\no1,One\no2,Two\n", on: &connection)
    try Record.form(Coalition.self, "coalition,sources\no1,s1\n", on: &connection)
    try Record.form(
      Campaign.self, "slug,title,partner,coalitions,sources\nnone,None,USA,o1,s1\n", on: &connection)
    try Record.form(Petition.self, "slug,campaign,title\nnobody,none,Nobody's petition\n", on: &connection)
  }
}

/// Facts and signatures on their way in.
enum Record {
  struct Refused: Error {
    var reason: String
  }

  /// All seeds, each with its noun.
  static func load(_ connection: inout Connection) throws {
    let nouns = [
      "sources": "source", "organizations": "organization", "coalitions": "coalition",
      "memberships": "membership",
      "campaigns": "campaign", "petitions": "petition", "endorsements": "endorsement",
      "agreements": "agreement",
      "statute": "statute", "claims": "claim", "activities": "activity",
      "measures": "measure", "positions": "position",
    ]
    for file in EmbeddedFile.seeds {
      guard let noun = Nouns.all.first(where: { $0.form.noun == nouns[file.name] }) else { continue }
      try form(noun, file.text, on: &connection)
    }
  }

  /// Rows of which none may be refused.
  @discardableResult
  static func form(_ noun: any Noun.Type, _ text: String, on connection: inout Connection) throws -> Int64? {
    let batch = try accepted(noun, text, on: &connection)
    guard batch.rejected == 0 else { throw Refused(reason: "\(batch.rejected) rows of \(noun.form.noun)") }
    return batch.batch
  }

  /// Rows of which some may be refused.
  static func accepted(_ noun: any Noun.Type, _ text: String, on connection: inout Connection) throws
    -> Receipt
  {
    var options = ImportOptions()
    options.rejects = place("rejects")
    defer { try? FileManager.default.removeItem(atPath: options.rejects ?? "") }
    return try FormImport.run(
      noun, bytes: Array(text.utf8), named: "\(noun.form.noun).csv", options: options, on: &connection)
  }

  @discardableResult
  static func sign(
    _ petition: String, _ text: String, synthetic: Bool = false, on connection: inout Connection
  ) throws -> Receipt {
    let path = place("signatures")
    var options = ImportOptions()
    options.rejects = path + ".rejects"
    options.again = true
    options.isSynthetic = synthetic
    defer { for file in [path, path + ".rejects"] { try? FileManager.default.removeItem(atPath: file) } }
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return try SignatureImport.run(path, petition: petition, options: options, on: &connection)
  }

  private static func place(_ name: String) -> String {
    FileManager.default.temporaryDirectory.appendingPathComponent("rollcall-\(name)-\(UUID().uuidString)")
      .path
  }

  /// The report, today's knowledge unless said otherwise.
  static func report(
    _ campaign: String = "no-impunity", _ day: String? = nil, knownOn: Instant? = nil,
    audience: StatusReport.Audience = .internal, since: String? = nil, on connection: inout Connection
  ) throws -> StatusReport {
    try StatusReport.gather(
      .init(
        campaign: campaign, asOf: day.flatMap { Day($0) }, knownOn: knownOn, since: since.flatMap { Day($0) },
        audience: audience, format: "json"), on: &connection)
  }

  static func now(_ connection: inout Connection) throws -> Instant {
    try connection.value("SELECT clock_timestamp()", as: Instant.self) ?? Instant(microseconds: 0)
  }
}
