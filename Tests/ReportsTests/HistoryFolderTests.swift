import Foundation
import Postgres
import Testing

@testable import PostgresTesting
@testable import Reports
@testable import Roll

/// Random histories on their way from one database to another.
@Suite(.database(from: .history))
struct HistoryFolderTests {
  private func export(_ connection: inout Connection, _ folder: String) throws -> [String: Data] {
    let files = try CampaignFolder.export("none", to: folder, on: &connection)
    return Dictionary(
      uniqueKeysWithValues: try files.map {
        ($0, try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\($0)")))
      })
  }

  private func expectEqual(_ one: [String: Data], _ other: [String: Data], _ place: String) {
    #expect(one.keys.sorted() == other.keys.sorted(), "\(place)")
    for (name, data) in one where other[name] != data {
      expectEqualLines(
        "\(place) \(name)\n" + String(decoding: other[name] ?? Data(), as: UTF8.self),
        "\(place) \(name)\n" + String(decoding: data, as: UTF8.self))
    }
  }

  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.path + "/history-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  @Test(
    "a campaign with all that was recorded, corrected and taken back is the same in another database, byte for byte",
    arguments: 21...26)
  func roundTrip(_ seed: UInt64) throws {
    var history = try History(seed: seed)
    try history.go(70)
    try withFolder { folder in
      let first = try export(&history.connection, folder + "/first")
      var other = try Cluster.shared.connectToCopy(of: .empty)
      for receipt in try CampaignFolder.load(folder + "/first", on: &other.connection) {
        #expect(receipt.new == receipt.rows && receipt.rejected == 0, "seed \(seed): \(receipt.noun)")
      }
      expectEqual(first, try export(&other.connection, folder + "/second"), "seed \(seed)")
      let bothAgree = try Verification.run(on: &other.connection).differences
      #expect(bothAgree == [])
      for receipt in try CampaignFolder.load(folder + "/first", on: &other.connection)
      where receipt.noun != "signature" {
        #expect(receipt.new == 0 && receipt.alreadyHeld == receipt.rows, "seed \(seed): \(receipt.noun)")
      }
      try shuffle(folder + "/first", &history.random)
      var third = try Cluster.shared.connectToCopy(of: .empty)
      try CampaignFolder.load(folder + "/first", on: &third.connection)
      expectEqual(first, try export(&third.connection, folder + "/third"), "seed \(seed), shuffled")
    }
  }

  /// Puts the rows of every file into another order, and the manifest right.
  private func shuffle(_ folder: String, _ random: inout SplitMix64) throws {
    let path = URL(fileURLWithPath: folder + "/manifest.json")
    var manifest = try JSONDecoder().decode(CampaignManifest.self, from: Data(contentsOf: path))
    for index in manifest.files.indices {
      let file = URL(fileURLWithPath: "\(folder)/\(manifest.files[index].name)")
      var lines = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        .split(separator: "\n", omittingEmptySubsequences: true).map { String($0) }
      for place in lines.indices.dropFirst() { lines.swapAt(place, 1 + random.below(place)) }
      let text = lines.joined(separator: "\n") + "\n"
      try Data(text.utf8).write(to: file)
      let digest = CampaignFileDigest()
      digest.add(Array(text.utf8))
      manifest.files[index] = digest.entry(named: manifest.files[index].name)
    }
    try Data(try manifest.json()).write(to: path)
  }

  @Test(
    "what happened since the last export is all that the next import adds or takes back", arguments: 31...34)
  func later(_ seed: UInt64) throws {
    var history = try History(seed: seed)
    try withFolder { folder in
      var other = try Cluster.shared.connectToCopy(of: .empty)
      var updated = 0
      for step in 1...3 {
        try history.go(30)
        let facts = try export(&history.connection, "\(folder)/\(step)").filter {
          !$0.key.contains("signatures")
        }
        let receipts = try CampaignFolder.load("\(folder)/\(step)", on: &other.connection)
        updated += receipts.filter { $0.noun != "signature" }.reduce(0) { $0 + $1.updated }
        let there = try export(&other.connection, "\(folder)/\(step)there")
          .filter { !$0.key.contains("signatures") }
        // Signatures whose import was undone in between stay where they are: the manifests differ.
        expectEqual(
          facts.filter { $0.key != "manifest.json" }, there.filter { $0.key != "manifest.json" },
          "seed \(seed), step \(step)")
      }
      #expect(updated > 0)
    }
  }

  @Test("both databases show the same lists, on any day and as known at any moment", arguments: 41...42)
  func lists(_ seed: UInt64) throws {
    var history = try History(seed: seed)
    try history.go(60)
    try withFolder { folder in
      _ = try export(&history.connection, folder + "/first")
      var other = try Cluster.shared.connectToCopy(of: .empty)
      try CampaignFolder.load(folder + "/first", on: &other.connection)
      for moment in history.moments {
        let clocks = Clocks(asOf: RandomRow.day(&history.random), knownOn: moment)
        for noun in Nouns.all where noun.form.noun != "organization" {
          // An activity of no campaign stays where it is.
          let place =
            noun.form.noun == "activity" ? noun.form.fields.firstIndex { $0.name == "campaign" } : nil
          let here = try FormListing.read(noun, clocks, on: &history.connection).rows
            .filter { row in place.map { row.cells[$0] != nil } ?? true }
          let there = try FormListing.read(noun, clocks, on: &other.connection).rows
          #expect(here == there, "seed \(seed): \(noun.form.noun) \(clocks)")
        }
      }
    }
  }
}

extension DatabaseTemplate {
  /// A database with our schema and nothing in it but countries.
  static let empty = DatabaseTemplate("empty record of the reports") { try Migrator.migrate(&$0) }
}

extension Cluster {
  /// A second database in one test, gone with its value.
  struct Second: ~Copyable {
    var connection: Connection
    fileprivate let name: String
    deinit { try? Cluster.shared.drop(name) }
  }

  /// A copy of what a template prepares.
  func connectToCopy(of template: DatabaseTemplate) throws -> Second {
    let database = try makeDatabase(from: template)
    return Second(connection: try database.connect(), name: database.name)
  }
}
