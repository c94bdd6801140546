import EmbeddedFiles
import Postgres
import PostgresTesting

@testable import Roll

extension DatabaseTemplate {
  /// A database with our schema and nothing in it but countries.
  static let migrated = DatabaseTemplate("migrated") { try Migrator.migrate(&$0) }

  /// The same with a campaign and nine petitions to sign, alike but for their slugs, zones and identities.
  static let petitions = DatabaseTemplate("petitions") { connection in
    try Migrator.migrate(&connection)
    try Forms.load(
      Campaign.self, "slug,title,sources\nnone,A campaign that does not exist,own observation\n",
      on: &connection)
    let plain = (1...6).map { "p\($0),none,Petition \($0),2002-09-01,2003-06-30,UTC,email" }
    try Forms.load(
      Petition.self,
      """
      slug,campaign,title,opened,closed,time_zone,identity
      \(plain.joined(separator: "\n"))
      paris,none,Paris,2002-09-01,2003-06-30,Europe/Paris,email
      couples,none,Couples,2002-09-01,2003-06-30,UTC,email_and_name
      always,none,Always,,,UTC,email

      """, on: &connection)
  }

  /// The whole record that the program carries.
  static let seeded = DatabaseTemplate("seeded") { connection in
    try Migrator.migrate(&connection)
    for (noun, file) in Seeds.files { _ = try Seeds.load(noun, file, on: &connection) }
  }
}

/// The seeds, each with its noun.
enum Seeds {
  static let files: [(noun: any Noun.Type, file: EmbeddedFile)] = EmbeddedFile.seeds.compactMap { file in
    Nouns.all.first { $0.form.noun == nouns[file.name] }.map { ($0, file) }
  }

  static let nouns = [
    "sources": "source", "organizations": "organization", "coalitions": "coalition",
    "memberships": "membership",
    "campaigns": "campaign", "petitions": "petition", "endorsements": "endorsement",
    "agreements": "agreement",
    "statute": "statute", "claims": "claim", "activities": "activity",
    "measures": "measure", "positions": "position",
  ]

  static func load(_ noun: any Noun.Type, _ file: EmbeddedFile, on connection: inout Connection) throws
    -> Receipt
  {
    let folder = TemporaryFolder()
    var options = ImportOptions()
    options.rejects = folder.path("rejects.csv")
    return try FormImport.run(
      noun, bytes: file.bytes, named: file.name + ".csv", options: options, on: &connection)
  }
}

/// Forms in and out of memory.
enum Forms {
  struct Refused: Error {
    var reasons: [String]
  }

  /// Imports rows of which none may be refused.
  @discardableResult
  static func load(_ noun: any Noun.Type, _ text: String, on connection: inout Connection) throws -> Receipt {
    let (receipt, reasons) = try tryLoad(noun, text, on: &connection)
    guard reasons.isEmpty else { throw Refused(reasons: reasons) }
    return receipt
  }

  /// Imports rows, and gives the reasons for which some were refused. The rejects file is removed.
  static func tryLoad(
    _ noun: any Noun.Type, _ text: String, _ change: (inout ImportOptions) -> Void = { _ in },
    on connection: inout Connection
  ) throws -> (receipt: Receipt, reasons: [String]) {
    let folder = TemporaryFolder()
    let reasons = Reasons()
    var options = ImportOptions()
    options.rejects = folder.path("rejects.csv")
    options.onRejection = { reasons.add($0) }
    change(&options)
    let receipt = try FormImport.run(
      noun, bytes: Array(text.utf8), named: "\(noun.form.noun).csv", options: options, on: &connection)
    return (receipt, reasons.all.map { "\($0.line): \($0.reason)" })
  }

  static func export(_ noun: any Noun.Type, on connection: inout Connection) throws -> String {
    var bytes: [UInt8] = []
    try FormListing.export(noun, on: &connection) { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }
}
