import Postgres
import Testing

@testable import PostgresTesting
@testable import Roll

/// Laws over random files. The petitions of one database stand for databases: ids and key are the same, and nothing else is
/// shared.
@Suite(.database(from: .petitions))
struct SignatureLawTests {
  @Test(
    "every row is accounted for: refused ones, one new signature a person, the rest repeats", arguments: 1...3
  )
  func reconciles(_ seed: UInt64) throws {
    var connection = try Database.current.connect()
    var random = RandomSignatures(seed: seed)
    let rows = random.rows(60)
    let text = RandomSignatures.file(rows)
    let people = Set(rows.compactMap(\.identity))
    let broken = rows.count(where: \.isBroken)
    let first = try Signing.load(text, into: "p1", on: &connection)
    #expect(first.rows == rows.count && first.rejected == broken && first.new == people.count)
    #expect(first.duplicate == rows.count - broken - people.count && first.alreadyHeld == 0)
    #expect(first.weak == rows.count { !$0.isBroken && $0.identity?.hasPrefix("person") == false })
    #expect(try connection.value("SELECT count(*) FROM signature", as: Int.self) == people.count)
    let exported = try Signing.export("p1", on: &connection)
    let tally = try Signing.tally("p1", on: &connection)

    let again = try Signing.load(text, into: "p1", on: &connection)
    #expect(again.new == 0 && again.alreadyHeld == people.count && again.duplicate == first.duplicate)
    #expect(again.updated == 0 && again.rejected == broken)
    #expect(try Signing.export("p1", on: &connection) == exported)
    #expect(try Signing.tally("p1", on: &connection) == tally)

    let repeated = try Signing.load(text, into: "p1", { $0.again = false }, on: &connection)
    #expect(repeated.repeated && repeated.batch == again.batch && repeated.rows == rows.count)
    #expect(
      try connection.value("SELECT count(*) FROM import_batch WHERE noun = 'signature'", as: Int.self) == 2)
    #expect(try Verification.run(on: &connection).differences == [])
  }

  @Test("rows in any order give the same counts and the same signatures", arguments: [11, 12, 16])
  func permutation(_ seed: UInt64) throws {
    var connection = try Database.current.connect()
    var random = RandomSignatures(seed: seed)
    let rows = random.rows(60)
    try Signing.load(RandomSignatures.file(rows), into: "p1", on: &connection)
    for petition in ["p2", "p3"] {
      try Signing.load(RandomSignatures.file(random.shuffled(rows)), into: petition, on: &connection)
      #expect(try Signing.tally(petition, on: &connection) == Signing.tally("p1", on: &connection))
      expectEqualLines(
        try Signing.export(petition, on: &connection), try Signing.export("p1", on: &connection))
    }
  }

  @Test(
    "rows that differ in nothing but the zone of one moment are one signature, the same in any order and in any parts"
  )
  func zones() throws {
    var connection = try Database.current.connect()
    let header = "email,signed_at,withdrawn_at\n"
    let moments = [
      "2002-10-01T23:30:00Z", "2002-10-02T01:30:00+02:00", "2002-10-01T18:30:00-05:00",
      "2002-10-02T13:30:00+14:00",
    ]
    let rows = moments.map { "a@example.org,\($0),\n" }
    let withdrawn = moments.map { "b@example.org,2002-09-20,\($0)\n" }
    let all = rows + withdrawn
    for (petition, order) in [("p1", all), ("p2", all.reversed()), ("p3", Array(all[3...] + all[..<3]))] {
      if petition == "p3" {
        for row in order { try Signing.load(header + row, into: petition, on: &connection) }
      } else {
        try Signing.load(header + order.joined(), into: petition, on: &connection)
      }
      expectEqualLines(
        try Signing.export(petition, on: &connection), try Signing.export("p1", on: &connection))
      #expect(try Signing.tally(petition, on: &connection) == Signing.tally("p1", on: &connection))
    }
  }

  @Test("a file in parts, in any order, gives what the whole file gives", arguments: 21...24)
  func parts(_ seed: UInt64) throws {
    var connection = try Database.current.connect()
    var random = RandomSignatures(seed: seed)
    let rows = random.rows(50)
    try Signing.load(RandomSignatures.file(rows), into: "p1", on: &connection)
    for (petition, count) in [("p2", 2), ("p3", 5), ("p4", 5)] {
      var parts = Array(repeating: [RandomSignatures.Row](), count: count)
      for row in rows { parts[random.below(count)].append(row) }
      for part in random.shuffled(parts) {
        try Signing.load(RandomSignatures.file(part), into: petition, on: &connection)
      }
      #expect(try Signing.tally(petition, on: &connection) == Signing.tally("p1", on: &connection))
      expectEqualLines(
        try Signing.export(petition, on: &connection), try Signing.export("p1", on: &connection))
    }
    #expect(try Verification.run(on: &connection).differences == [])
  }

  @Test("undoing any imports in any order leaves what the others alone would have given", arguments: 31...36)
  func undo(_ seed: UInt64) throws {
    var connection = try Database.current.connect()
    var random = RandomSignatures(seed: seed)
    let files = (0..<5).map { _ in RandomSignatures.file(random.rows(14)) }
    var standing: [(file: Int, batch: Int64)] = []
    for step in 0..<9 {
      if step < 3 || random.below(2) == 0, standing.count < files.count,
        let file = random.shuffled(Array(files.indices)).first(where: { file in
          !standing.contains { $0.file == file }
        })
      {
        let receipt = try Signing.load(files[file], into: "p1", on: &connection)
        standing.append((file, try #require(receipt.batch)))
      } else if !standing.isEmpty {
        let gone = standing.remove(at: random.below(standing.count))
        _ = try ImportUndo.run(batch: gone.batch, on: &connection)
      }
      let differences = try Verification.run(on: &connection).differences
      guard differences.isEmpty else {
        Issue.record("after step \(step): \(differences)")
        return
      }
    }
    for (file, _) in random.shuffled(standing) { try Signing.load(files[file], into: "p2", on: &connection) }
    #expect(try Signing.tally("p1", on: &connection) == Signing.tally("p2", on: &connection))
    expectEqualLines(try Signing.export("p1", on: &connection), try Signing.export("p2", on: &connection))

    for (_, batch) in random.shuffled(standing) { _ = try ImportUndo.run(batch: batch, on: &connection) }
    #expect(try Signing.tally("p1", on: &connection) == [])
    #expect(try Signing.export("p1", on: &connection).split(separator: "\n").count == 1)
    #expect(throws: RollError.self) { try ImportUndo.run(batch: standing.first?.batch ?? 1, on: &connection) }
  }

  @Test("no count is ever below nothing, on any day, whatever happened", arguments: [51, 52])
  func neverNegative(_ seed: UInt64) throws {
    var connection = try Database.current.connect()
    var random = RandomSignatures(seed: seed)
    for _ in 0..<3 { try Signing.load(RandomSignatures.file(random.rows(40)), into: "p1", on: &connection) }
    for number in stride(from: 11_945, through: 11_960, by: 1) {
      let totals = try Signing.totals("p1", on: Day(number: number), &connection)
      #expect(totals.values.allSatisfy { $0 > 0 }, "\(Day(number: number)): \(totals)")
    }
  }

  @Test(
    "an export read into another database gives the same export, under other ids", arguments: [61, 62, 63])
  func otherDatabase(_ seed: UInt64) throws {
    var connection = try Database.current.connect()
    var other = try Cluster.shared.connectToCopy(of: .petitionsElsewhere)
    var random = RandomSignatures(seed: seed, looseTimes: true)
    // Signed in summer time, withdrawn in winter time, in a zone that only the petition states.
    let winter = "email,signed_at,withdrawn_at\nz@example.org,2002-09-20 10:00,2003-01-10 00:30\n"
    try Signing.load(winter, into: "paris", on: &connection)
    for petition in ["p1", "paris", "couples"] {
      for _ in 0..<2 {
        try Signing.load(RandomSignatures.file(random.rows(40)), into: petition, on: &connection)
      }
      let exported = try Signing.export(petition, on: &connection)
      let receipt = try Signing.load(exported, into: petition, on: &other.connection)
      #expect(receipt.rejected == 0 && receipt.new == receipt.rows && receipt.duplicate == 0)
      expectEqualLines(try Signing.export(petition, on: &other.connection), exported)
      #expect(try Signing.tally(petition, on: &other.connection) == Signing.tally(petition, on: &connection))
    }
    let ids: SQL = "SELECT signatory_id::text FROM signature"
    let mine = Set(try connection.values(ids, as: String.self))
    #expect(mine.isDisjoint(with: try other.connection.values(ids, as: String.self)) && mine.count > 10)
  }

  @Test("an export read again into its own database holds nothing new", arguments: [71, 72])
  func ownExport(_ seed: UInt64) throws {
    var connection = try Database.current.connect()
    var random = RandomSignatures(seed: seed, looseTimes: true)
    try Signing.load(
      RandomSignatures.file(random.rows(60)), into: "paris", { $0.defaultCountry = "FRA" }, on: &connection)
    let exported = try Signing.export("paris", on: &connection)
    let receipt = try Signing.load(exported, into: "paris", on: &connection)
    #expect(receipt.new == 0 && receipt.alreadyHeld == receipt.rows && receipt.nameConflicts == 0)
    #expect(try Signing.export("paris", on: &connection) == exported)
  }
}

/// Says the first lines that differ, not two whole files.
func expectEqualLines(_ left: String, _ right: String, sourceLocation: SourceLocation = #_sourceLocation) {
  guard left != right else { return }
  let (one, two) = (left.split(separator: "\n"), right.split(separator: "\n"))
  let first = zip(one, two).first { $0 != $1 }
  Issue.record(
    "\(one.count) and \(two.count) lines; first apart:\n\(first?.0 ?? "")\n\(first?.1 ?? "")",
    sourceLocation: sourceLocation)
}

extension DatabaseTemplate {
  /// As `petitions`, with a key of its own: a copy of a template has the template's.
  static let petitionsElsewhere = DatabaseTemplate("petitions elsewhere", prepare: petitions.prepare)
}
