import EmbeddedFiles
import Postgres
import PostgresTesting
import Testing

@testable import Roll

struct SeedsTests {
  @Test(
    "every seed comes in without a refusal, and a second time holds nothing new", .database(from: .migrated))
  func twice() throws {
    var connection = try Database.current.connect()
    #expect(Seeds.files.count == EmbeddedFile.seeds.count)
    var rows: [String: Int] = [:]
    for (noun, file) in Seeds.files {
      let receipt = try Seeds.load(noun, file, on: &connection)
      #expect(receipt.rejected == 0 && receipt.duplicate == 0 && receipt.new == receipt.rows, "\(file.name)")
      rows[file.name] = receipt.rows
    }
    for (noun, file) in Seeds.files {
      let receipt = try Seeds.load(noun, file, on: &connection)
      #expect(
        receipt.alreadyHeld == rows[file.name] && receipt.new == 0 && receipt.rejected == 0, "\(file.name)")
    }
    #expect(try Verification.run(on: &connection).differences == [])
  }

  @Test("what a noun's export gives is the seed, byte by byte", .database(from: .seeded))
  func bytes() throws {
    var connection = try Database.current.connect()
    for (noun, file) in Seeds.files {
      let exported = try Forms.export(noun, on: &connection)
      let (ours, seed) = (exported.split(separator: "\n"), file.text.split(separator: "\n"))
      let first = zip(ours, seed).first { $0 != $1 }
      #expect(
        exported == file.text,
        "\(file.name): \(ours.count) and \(seed.count) lines, first apart: \(String(describing: first))")
    }
  }

  @Test(
    "export, import into an empty database and export again give the same bytes", .database(from: .seeded))
  func inverse() throws {
    var first = try Database.current.connect()
    var second = try Cluster.shared.connectToCopy(of: .migrated)
    for noun in Nouns.all {
      let exported = try Forms.export(noun, on: &first)
      let receipt = try Forms.load(noun, exported, on: &second.connection)
      #expect(receipt.new == receipt.rows)
      #expect(try Forms.export(noun, on: &second.connection) == exported, "\(noun.form.noun)")
    }
  }

  @Test("rows in another order give the same record", .database(from: .migrated))
  func permuted() throws {
    var connection = try Database.current.connect()
    for (noun, file) in Seeds.files {
      // Seeds have no line breaks within cells, so lines are rows.
      let lines = file.text.split(separator: "\n").map(String.init)
      let shuffled = [lines[0]] + lines.dropFirst().reversed()
      try Forms.load(noun, shuffled.joined(separator: "\n") + "\n", on: &connection)
      #expect(try Forms.export(noun, on: &connection) == file.text, "\(file.name)")
    }
  }
}
