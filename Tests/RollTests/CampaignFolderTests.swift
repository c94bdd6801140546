import EmbeddedFiles
import Foundation
import Postgres
import Testing

@testable import PostgresTesting
@testable import Roll

@Suite(.database(from: .seeded))
struct CampaignFolderTests {
  private func export(_ connection: inout Connection, _ folder: TemporaryFolder, _ name: String) throws
    -> [String: String]
  {
    let files = try CampaignFolder.export("no-impunity", to: folder.path(name), on: &connection)
    return Dictionary(uniqueKeysWithValues: try files.map { ($0, try folder.text("\(name)/\($0)")) })
  }

  /// Exports, loads into an empty database, exports there: the same files, byte by byte.
  private func roundTrip(_ connection: inout Connection) throws -> [String: String] {
    let folder = TemporaryFolder()
    let first = try export(&connection, folder, "first")
    var other = try Cluster.shared.connectToCopy(of: .migrated)
    for receipt in try CampaignFolder.load(folder.path("first"), on: &other.connection) {
      #expect(receipt.rejected == 0 && receipt.new == receipt.rows, "\(receipt.noun)")
    }
    for (name, text) in try export(&other.connection, folder, "second") {
      expectEqualLines(text, first[name] ?? "no \(name)")
    }
    for receipt in try CampaignFolder.load(folder.path("first"), on: &other.connection)
    where receipt.noun != "signature" {
      #expect(receipt.new == 0 && receipt.alreadyHeld == receipt.rows, "\(receipt.noun)")
    }
    return first
  }

  private let signatures = """
    email,full_name,country,signed_at,withdrawn_at
    a@example.org,Signer A,FR,2002-09-20T10:00:00+02:00,
    ,=Signer B,DE,2002-09-20,
    c@example.org,Signer C,Atlantis,2002-12-20,2003-01-05

    """

  @Test("a campaign with signatures, and what was retracted of it, is the same in another database")
  func retracted() throws {
    var connection = try Database.current.connect()
    try Signing.load(signatures, into: "no-impunity", on: &connection)
    for noun in [Activity.self, Claim.self, Statute.self, Agreement.self] as [any Noun.Type] {
      let batch = try connection.value(
        "SELECT batch_id FROM import_batch WHERE noun = \(noun.form.noun)", as: Int64.self)
      _ = try ImportUndo.run(batch: try #require(batch), on: &connection)
    }
    let agreements = try #require(Seeds.files.first { $0.noun.form.noun == "agreement" })
    _ = try Seeds.load(agreements.noun, agreements.file, on: &connection)
    let files = try roundTrip(&connection)
    #expect(files["agreement.csv"]?.contains("undone") == true)
    #expect(files["activity.csv"]?.split(separator: "\n").count ?? 0 > 10)
    #expect(files["signatures-of-no-impunity.csv"]?.contains("'=Signer B") == true)
  }

  @Test("also where what a retracted fact refers to was retracted after it")
  func retractedReferences() throws {
    var connection = try Database.current.connect()
    for noun in ["endorsement", "claim", "activity"] {
      let batch = try connection.value(
        "SELECT batch_id FROM import_batch WHERE noun = \(noun)", as: Int64.self)
      _ = try ImportUndo.run(batch: try #require(batch), on: &connection)
    }
    let batch = try connection.value(
      "SELECT batch_id FROM import_batch WHERE noun = 'petition'", as: Int64.self)
    _ = try ImportUndo.run(batch: try #require(batch), on: &connection)
    let files = try roundTrip(&connection)
    #expect(files["petition.csv"]?.contains("undone") == true)
    #expect(files["endorsement.csv"]?.split(separator: "\n").count == 29)
  }

  @Test("a folder in use, an unknown campaign and a missing file are refused, and the folder is private")
  func refused() throws {
    var connection = try Database.current.connect()
    let folder = TemporaryFolder()
    let unknown = #expect(throws: RollError.self) {
      try CampaignFolder.export("no-impunty", to: folder.path("x"), on: &connection)
    }
    #expect(unknown?.hint?.contains("no-impunity") == true)
    let inUse = #expect(throws: RollError.self) {
      _ = try folder.write("mine")
      _ = try CampaignFolder.export("no-impunity", to: folder.url.path, on: &connection)
    }
    #expect(inUse?.kind == .cannotCreate && folder.names == ["file.csv"])
    _ = try CampaignFolder.export("no-impunity", to: folder.path("new"), on: &connection)
    for (name, mode) in [("new", 0o700), ("new/source.csv", 0o600)] {
      let facts = try FileManager.default.attributesOfItem(atPath: folder.path(name))
      #expect(facts[.posixPermissions] as? NSNumber == mode as NSNumber)
    }
    try FileManager.default.removeItem(atPath: folder.path("new/claim.csv"))
    let missing = #expect(throws: RollError.self) {
      try CampaignFolder.load(folder.path("new"), on: &connection)
    }
    #expect(missing?.kind == .noInput)
  }
}

@Suite(.database(from: .seeded))
struct FactUndoTests {
  @Test(
    "undoing every import, the last first, leaves nothing that stands; importing again gives the same record")
  func all() throws {
    var connection = try Database.current.connect()
    try Signing.load("email,signed_at\na@example.org,2002-10-01\n", into: "no-impunity", on: &connection)
    let batches = try connection.values(
      "SELECT batch_id FROM import_batch ORDER BY batch_id DESC", as: Int64.self)
    for batch in batches { _ = try ImportUndo.run(batch: batch, on: &connection) }
    for noun in Nouns.all {
      #expect(try Forms.export(noun, on: &connection).split(separator: "\n").count == 1, "\(noun.form.noun)")
    }
    for (noun, file) in Seeds.files {
      let receipt = try Seeds.load(noun, file, on: &connection)
      #expect(receipt.new == receipt.rows && receipt.rejected == 0)
      #expect(try Forms.export(noun, on: &connection) == file.text)
    }
  }

  @Test(
    "what standing facts refer to cannot be undone before them",
    arguments: ["source", "organization", "campaign"])
  func referred(_ noun: String) throws {
    var connection = try Database.current.connect()
    let batch = try connection.value("SELECT batch_id FROM import_batch WHERE noun = \(noun)", as: Int64.self)
    let error = #expect(throws: RollError.self) {
      try ImportUndo.run(batch: try #require(batch), on: &connection)
    }
    #expect(error?.kind == .data && error?.message.contains("refer to its rows") == true)
  }

  @Test("a petition with signatures cannot be undone")
  func signed() throws {
    var connection = try Database.current.connect()
    try Signing.load("email,signed_at\na@example.org,2002-10-01\n", into: "no-impunity", on: &connection)
    for noun in ["claim", "endorsement", "petition"] {
      let batch = try connection.value(
        "SELECT batch_id FROM import_batch WHERE noun = \(noun)", as: Int64.self)
      if noun == "petition" {
        #expect(throws: RollError.self) { try ImportUndo.run(batch: try #require(batch), on: &connection) }
      } else {
        _ = try ImportUndo.run(batch: try #require(batch), on: &connection)
      }
    }
  }
}
