import Postgres
import PostgresTesting
import Testing

@testable import Roll

@Suite(.database(from: .petitions))
struct ImportUndoTests {
  private static let header = "email,full_name,signed_at\n"

  private func row(_ name: String, _ day: String = "2002-10-01") -> String {
    "\(name)@example.org,\(name),\(day)\n"
  }

  private func load(_ rows: [String], into petition: String = "p1", _ connection: inout Connection) throws
    -> Int64
  {
    let receipt = try Signing.load(Self.header + rows.joined(), into: petition, on: &connection)
    return try #require(receipt.batch)
  }

  @Test(
    "an undo says which imports keep how many of the signatures, beforehand and afterwards, and none need importing again"
  )
  func keptBy() throws {
    var connection = try Database.current.connect()
    let first = try load([row("a"), row("b"), row("c"), row("d")], &connection)
    // One states b earlier, so that its row is shown; one c and d later; one nothing of the first.
    let second = try load([row("b", "2002-09-20"), row("x")], &connection)
    let third = try load([row("c", "2002-10-20"), row("d"), row("b")], &connection)
    _ = try load([row("y")], &connection)
    _ = try load([row("a")], into: "p2", &connection)
    let expected = [(second, 1), (third, 3)].map { ImportOverlap.Part(batch: $0, file: "file.csv", rows: $1) }
    let before = try ImportOverlap.read(batch: first, on: &connection)
    #expect(before.keptBy == expected && before.importAgain.isEmpty)
    let outcome = try ImportUndo.run(batch: first, on: &connection)
    #expect(outcome.removed == 1 && outcome.kept == 3)
    #expect(outcome.keptBy == expected && outcome.importAgain == [])
    // As if it had never come: importing the others anew would change nothing.
    let tally = try Signing.tally("p1", on: &connection)
    let exported = try Signing.export("p1", on: &connection)
    for rows in [
      [row("b", "2002-09-20"), row("x")], [row("c", "2002-10-20"), row("d"), row("b")], [row("y")],
    ] {
      let again = try Signing.load(Self.header + rows.joined(), into: "p3", on: &connection)
      #expect(again.rejected == 0)
    }
    #expect(try Signing.tally("p3", on: &connection) == tally)
    #expect(try Signing.export("p3", on: &connection) == exported)
    #expect(try ImportOverlap.read(batch: first, on: &connection) == ImportOverlap())
    #expect(try ImportOverlap.read(batch: second, on: &connection).keptBy.map(\.batch) == [third])
    #expect(try Verification.run(on: &connection).differences == [])
  }

  @Test("what an undo removes and keeps is all that the import had stated", arguments: 1...4)
  func reconciles(_ seed: UInt64) throws {
    var connection = try Database.current.connect()
    var random = RandomSignatures(seed: seed)
    var receipts: [Receipt] = []
    for _ in 0..<4 {
      receipts.append(try Signing.load(RandomSignatures.file(random.rows(12)), into: "p1", on: &connection))
    }
    for receipt in random.shuffled(receipts) {
      let batch = try #require(receipt.batch)
      let before = try ImportOverlap.read(batch: batch, on: &connection)
      let outcome = try ImportUndo.run(batch: batch, on: &connection)
      #expect(outcome.removed + outcome.kept == receipt.new + receipt.alreadyHeld)
      #expect(outcome.keptBy == before.keptBy)
      #expect(outcome.kept <= outcome.keptBy.map(\.rows).reduce(0, +))
      #expect((outcome.kept == 0) == outcome.keptBy.isEmpty)
    }
    #expect(try Signing.tally("p1", on: &connection) == [])
  }

  @Test("an undo takes the aliases of its people away, unless another import or petition has them")
  func aliases() throws {
    var connection = try Database.current.connect()
    let aliases: SQL = "SELECT count(*) FROM signatory_alias"
    let first = try load([row("a"), row("b"), row("c")], into: "couples", &connection)
    let second = try load([row("b")], into: "couples", &connection)
    #expect(try connection.value(aliases, as: Int.self) == 3)
    _ = try ImportUndo.run(batch: first, on: &connection)
    #expect(try connection.value(aliases, as: Int.self) == 1)
    #expect(try Verification.run(on: &connection).differences == [])
    _ = try ImportUndo.run(batch: second, on: &connection)
    #expect(try connection.value(aliases, as: Int.self) == 0)
    try connection.execute(
      "INSERT INTO signatory_alias (alias_id, signatory_id) VALUES (gen_random_uuid(), gen_random_uuid())")
    #expect(try Verification.run(on: &connection).differences.map(\.subject) == ["aliases of no signature"])
  }

  @Test(
    "a fact that another file only found on record goes with the import that brought it, and that file is named"
  )
  func facts() throws {
    var connection = try Database.current.connect()
    let rows = ["one,One\n", "two,Two\n", "three,Three\n"]
    let header = "slug,title\n"
    let first = try #require(try Forms.load(Source.self, header + rows[0] + rows[1], on: &connection).batch)
    let second = try Forms.load(Source.self, header + rows[1] + rows[2] + rows[1], on: &connection)
    #expect(second.alreadyHeld == 1 && second.duplicate == 1 && second.new == 1)
    let third = try Forms.load(Source.self, header + rows[2], on: &connection)
    let part = ImportOverlap.Part(batch: try #require(second.batch), file: "source.csv", rows: 1)
    #expect(try ImportOverlap.read(batch: first, on: &connection).importAgain == [part])
    let outcome = try ImportUndo.run(batch: first, on: &connection)
    #expect(outcome.removed == 2 && outcome.importAgain == [part] && outcome.keptBy == [])
    // Imported again, it is whole; and the import that brought nothing can go without a word.
    #expect(try Forms.load(Source.self, header + rows[1] + rows[2], on: &connection).new == 1)
    let last = try ImportUndo.run(batch: try #require(third.batch), on: &connection)
    #expect(last.removed == 0 && last.importAgain == [])
    // One that was undone is not to be imported again.
    let overlap = try ImportOverlap.read(batch: try #require(second.batch), on: &connection)
    #expect(overlap.importAgain.count == 1)
  }

  @Test("a dry run uses up no number and changes nothing", arguments: [0.0, 100])
  func dryRun(allowed: Double) throws {
    var connection = try Database.current.connect()
    _ = try load([row("a"), row("b")], &connection)
    func numbers() throws -> String? {
      try connection.value(
        """
        SELECT concat_ws(' ', (SELECT last_value FROM pg_sequences WHERE sequencename = 'import_batch_batch_id_seq'),
          (SELECT count(*) FROM import_batch), (SELECT count(*) FROM signature), (SELECT count(*) FROM audit_entry),
          (SELECT count(*) FROM signature_restatement), (SELECT count(*) FROM signature_tally),
          (SELECT count(*) FROM import_reject), (SELECT count(*) FROM source), (SELECT count(*) FROM fact_restatement))
        """, as: String.self)
    }
    let before = try numbers()
    let text = Self.header + row("a") + row("z") + "broken,x,y\n"
    let change: (inout ImportOptions) -> Void = { options in
      options.isDryRun = true
      options.maximumRejects = allowed == 0 ? .rows(0) : .percent(allowed)
    }
    let receipt = try Signing.load(text, into: "p1", change, on: &connection)
    #expect(receipt.batch == nil && receipt.new == 1 && receipt.alreadyHeld == 1 && receipt.rejected == 1)
    // All is shown, and then said to be too much.
    let limit = ImportOptions.RejectLimit(allowed == 0 ? "0" : "100%")
    let refusal = Result { try receipt.checkRefusals(limit) }
    #expect(((try? refusal.get()) == nil) == (allowed == 0))
    _ = try Forms.tryLoad(Source.self, "slug,title\none,One\n", change, on: &connection)
    #expect(try numbers() == before)
    let next = try load([row("z")], &connection)
    #expect("\(next - 1)" == before?.split(separator: " ").first.map(String.init))
  }
}
