import Foundation
import Postgres
import Testing

@testable import PostgresTesting
@testable import Roll

@Suite(.database(from: .seeded))
struct CampaignManifestTests {
  private func exported(_ folder: TemporaryFolder, _ connection: inout Connection) throws -> String {
    try Signing.load(
      "email,signed_at\na@example.org,2002-10-01\nb@example.org,2002-10-02\n", into: "no-impunity",
      on: &connection)
    _ = try CampaignFolder.export("no-impunity", to: folder.path("out"), on: &connection)
    return folder.path("out")
  }

  private func refusal(_ folder: String) throws -> RollError? {
    var other = try Cluster.shared.connectToCopy(of: .migrated)
    let error = #expect(throws: RollError.self) { try CampaignFolder.load(folder, on: &other.connection) }
    let kept = try other.connection.value(
      "SELECT (SELECT count(*) FROM source) + (SELECT count(*) FROM import_batch)", as: Int.self)
    #expect(kept == 0, "nothing of the folder was kept")
    return error
  }

  @Test("files that are missing, changed or added are named, and nothing is imported")
  func faults() throws {
    var connection = try Database.current.connect()
    let folder = TemporaryFolder()
    let out = try exported(folder, &connection)
    let claims = try folder.text("out/claim.csv")
    _ = try folder.write(claims.replacing("84598", with: "84599"), to: "out/claim.csv")
    _ = try folder.write("x", to: "out/mine.csv")
    _ = try folder.write("x", to: "out/.DS_Store")
    let changed = try refusal(out)
    #expect(changed?.kind == .data)
    #expect(changed?.message.contains("claim.csv was changed; mine.csv does not belong to it") == true)
    try FileManager.default.removeItem(atPath: out + "/claim.csv")
    let missing = try refusal(out)
    #expect(missing?.kind == .noInput && missing?.message.contains("claim.csv is not there") == true)
    let manifest = try folder.text("out/manifest.json")
    for (from, to, kind) in [
      ("\"version\" : 1", "\"version\" : 2", RollError.Kind.configuration),
      ("rollcall campaign", "another", .data), ("claim.csv", "../claim.csv", .data), ("{", "", .data),
    ] {
      _ = try folder.write(manifest.replacing(from, with: to), to: "out/manifest.json")
      #expect(try refusal(out)?.kind == kind, "\(from)")
    }
    try FileManager.default.removeItem(atPath: out + "/manifest.json")
    #expect(try refusal(out)?.kind == .noInput)
  }

  /// Writes a file of the folder anew, and the manifest with it.
  private func change(
    _ name: String, in folder: TemporaryFolder, _ change: (String) -> String
  ) throws {
    let old = try folder.text("out/\(name)")
    let new = change(old)
    #expect(new != old, "\(name) was to be changed")
    _ = try folder.write(new, to: "out/\(name)")
    var manifest = try JSONDecoder().decode(
      CampaignManifest.self, from: Data(try folder.text("out/manifest.json").utf8))
    let digest = CampaignFileDigest()
    digest.add(Array(new.utf8))
    let place = try #require(manifest.files.firstIndex { $0.name == name })
    manifest.files[place] = digest.entry(named: name)
    _ = try folder.write(try manifest.json(), to: "out/manifest.json")
  }

  @Test(
    "one row that is refused, of facts or of signatures, refuses the whole folder, and is named",
    arguments: [
      ("activity.csv", "amnesty-", "amnasty-", "sources: no source ‘amnasty-"),
      ("agreement.csv", ",signed,", ",sighed,", "sighed"),
      ("endorsement.csv", "_retracted_at", "_taken_back_at", "_taken_back_at"),
      ("signatures-of-no-impunity.csv", "2002-10-02", "1999-10-02", "before the petition opened"),
      ("statute.csv", "FRA,ratified,", "FRA,withdrawal_effective,", "statute.csv:"),
    ])
  func refused(_ name: String, _ from: String, _ to: String, _ reason: String) throws {
    var connection = try Database.current.connect()
    let folder = TemporaryFolder()
    let out = try exported(folder, &connection)
    try change(name, in: folder) { $0.replacing(from, with: to, maxReplacements: 1) }
    let error = try refusal(out)
    #expect(error?.kind == .data, "\(String(describing: error))")
    #expect(error?.message.contains(reason) == true, "\(String(describing: error))")
  }

  @Test(
    "a dry run says what would happen, and keeps nothing: no row, no number, no entry in the account of acts")
  func dryRun() throws {
    var connection = try Database.current.connect()
    let folder = TemporaryFolder()
    let out = try exported(folder, &connection)
    var other = try Cluster.shared.connectToCopy(of: .migrated)
    func held() throws -> [Int] {
      try [
        "SELECT count(*) FROM source", "SELECT count(*) FROM signature", "SELECT count(*) FROM import_batch",
        "SELECT count(*) FROM audit_entry", "SELECT last_value FROM import_batch_batch_id_seq",
      ].map { try other.connection.value(SQL(trusted: $0), as: Int.self) ?? -1 }
    }
    let before = try held()
    var options = ImportOptions()
    options.isDryRun = true
    let dry = try CampaignFolder.load(out, options: options, on: &other.connection)
    #expect(try held() == before)
    #expect(dry.allSatisfy { $0.dryRun && $0.batch == nil && $0.rejected == 0 })
    let real = try CampaignFolder.load(out, on: &other.connection)
    #expect(real.map(\.new) == dry.map(\.new) && real.map(\.noun) == dry.map(\.noun))
    let first = try #require(real.first?.batch)
    #expect(real.compactMap(\.batch) == (0..<Int64(real.count)).map { first + $0 })
    #expect(real.allSatisfy { $0.file.hasPrefix("out/") })
    let record = try #require(try ImportRecord.read(batch: first, on: &other.connection).first)
    #expect(
      try record.campaignFolder == "out" && record.parts(on: &other.connection) == real.compactMap(\.batch))
    // Each file's import can be taken back, the last first.
    for batch in real.compactMap(\.batch).reversed() {
      _ = try ImportUndo.run(batch: batch, on: &other.connection)
    }
    #expect(
      try other.connection.value("SELECT count(*) FROM source WHERE retracted_at IS NULL", as: Int.self) == 0)
    // What was taken back here comes in anew.
    #expect(try CampaignFolder.load(out, on: &other.connection).first?.new == real.first?.new)
  }

  @Test("facts that stand here since another time are held, and a coalition's own coalitions come with it")
  func shared() throws {
    var connection = try Database.current.connect()
    try Forms.load(
      Coalition.self, "coalition,sources\namnesty-international,own observation\n", on: &connection)
    try Forms.load(
      Membership.self,
      "coalition,member,sources\nwicc,amnesty-international,own observation\namnesty-international,amnesty-international-usa,own observation\n",
      on: &connection)
    let folder = TemporaryFolder()
    let out = try exported(folder, &connection)
    #expect(
      try folder.text("out/membership.csv").contains("\namnesty-international,amnesty-international-usa,"))
    #expect(try folder.text("out/organization.csv").contains("\namnesty-international-usa,"))
    var other = try Cluster.shared.connectToCopy(of: .seeded)
    let receipts = try CampaignFolder.load(out, on: &other.connection)
    let new = Dictionary(uniqueKeysWithValues: receipts.map { ($0.noun, $0.new) })
    #expect(new["statute"] == 0 && new["agreement"] == 0 && new["membership"] == 2 && new["signature"] == 2)
    let held = try other.connection.value("SELECT count(*) FROM fact_restatement", as: Int.self) ?? 0
    #expect(held > 500)
  }
}
