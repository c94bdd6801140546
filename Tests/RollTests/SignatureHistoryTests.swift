import Postgres
import PostgresTesting
import Testing

@testable import Roll

/// Histories of imports and undos, against the slow model and against themselves.
extension SignatureModelTests {
  /// Status -> people who stand so now, by what all their rows say.
  private func standing(_ rows: [RandomSignatures.Row]) -> [String: Int] {
    let weights = ["pending": 0, "validated": 1, "invalidated": 2, "withdrawn": 3]
    var counts: [String: Int] = [:]
    for rows in Dictionary(grouping: rows.filter { $0.identity != nil }, by: { $0.identity ?? "" }).values {
      let statements = rows.map(statement)
      let events = statements.filter { $0.status != "pending" }
      let last = (events.isEmpty ? statements : events).max { one, other in
        (one.at?.microseconds ?? .min, weights[one.status] ?? 0)
          < (other.at?.microseconds ?? .min, weights[other.status] ?? 0)
      }
      if let last { counts[last.status, default: 0] += 1 }
    }
    return counts
  }

  private func statuses(_ petition: String, _ connection: inout Connection) throws -> [String: Int] {
    let rows = try connection.run(
      """
      SELECT s.status::text, count(*) FROM signature s JOIN petition p USING (petition_id) WHERE p.slug = \(petition)
      GROUP BY 1
      """
    ).map { (row) throws(PostgresError) in try row.columns((String, Int).self) }
    return Dictionary(uniqueKeysWithValues: rows)
  }

  @Test(
    "after every step of any history of imports and undos the counts of each day and each status are the model's",
    arguments: 201...206)
  func history(_ seed: UInt64) throws {
    var connection = try Database.current.connect()
    var random = RandomSignatures(seed: seed, distinctMoments: true)
    let files = (0..<5).map { _ in random.rows(14) }
    var standing: [(file: Int, batch: Int64)] = []
    for step in 0..<14 {
      let absent = files.indices.filter { file in !standing.contains { $0.file == file } }
      if let file = random.shuffled(absent).first, standing.count < 2 || random.below(5) < 3 {
        let receipt = try Signing.load(RandomSignatures.file(files[file]), into: "p1", on: &connection)
        standing.append((file, try #require(receipt.batch)))
      } else {
        _ = try ImportUndo.run(
          batch: standing.remove(at: random.below(standing.count)).batch, on: &connection)
      }
      let rows = standing.sorted { $0.batch < $1.batch }.flatMap { files[$0.file] }
      let found = try statuses("p1", &connection)
      guard found == self.standing(rows) else {
        Issue.record("step \(step): \(found), model \(self.standing(rows))")
        return
      }
      for number in stride(from: 11_948, through: 12_060, by: 9) {
        let (counted, expected) = (
          try counts("p1", on: Day(number: number), &connection), model(rows, on: Day(number: number))
        )
        guard counted == expected else {
          Issue.record("step \(step), \(Day(number: number)): counted \(counted), model \(expected)")
          return
        }
      }
    }
    #expect(try Verification.run(on: &connection).differences == [])
  }

  /// Somebody who signs in one week, and confirms and withdraws in others.
  private struct Signer {
    var line: String
    var minute: Int
    var joins: Int
    var confirms: Int
    var leaves: Int

    func status(_ week: Int) -> String? {
      week < joins ? nil : week >= leaves ? "withdrawn" : week >= confirms ? "validated" : "pending"
    }

    func row(_ week: Int) -> String? {
      guard week >= joins else { return nil }
      func on(_ at: Int) -> String {
        week >= at ? "\(Day(number: 11_960 + at * 7))T12:\(10 + minute):00Z" : ""
      }
      return "\(line),\(on(joins)),\(on(confirms)),\(on(leaves))\n"
    }
  }

  private func signers(_ seed: UInt64) -> [Signer] {
    var random = RandomSignatures(seed: seed)
    return (0..<40).map { number in
      let joins = 1 + random.below(5)
      let confirms = joins + random.below(4)
      // Every eighth has no address; all of these have one name and one city, and are different people.
      let line = number % 8 == 0 ? ",Maria Garcia,Lima" : "s\(number)@example.org,Signer,Lima"
      return Signer(
        line: line, minute: number, joins: joins, confirms: confirms,
        leaves: random.below(3) == 0 ? confirms + 1 : 99)
    }
  }

  @Test("a weekly export confirms, withdraws and adds, and each is undone as a whole", arguments: 301...303)
  func weekly(_ seed: UInt64) throws {
    var connection = try Database.current.connect()
    let people = signers(seed)
    var states: [(export: String, tally: [String])] = []
    var batches: [Int64] = []
    func state() throws -> (export: String, tally: [String]) {
      (try Signing.export("p1", on: &connection), try Signing.tally("p1", on: &connection))
    }
    for week in 1...6 {
      states.append(try state())
      let text =
        "email,full_name,city,signed_at,confirmed_at,deleted_at\n"
        + people.compactMap { $0.row(week) }.joined()
      let receipt = try Signing.load(text, into: "p1", on: &connection)
      batches.append(try #require(receipt.batch))
      let (before, now) = (people.map { $0.status(week - 1) }, people.map { $0.status(week) })
      #expect(
        receipt.new == people.count { $0.joins == week } && receipt.rejected == 0 && receipt.duplicate == 0)
      #expect(receipt.alreadyHeld == people.count { $0.joins < week })
      #expect(receipt.updated == zip(before, now).count { $0 != nil && $0 != $1 })
      #expect(
        try statuses("p1", &connection)
          == Dictionary(grouping: now.compactMap { $0 }) { $0 }.mapValues(\.count))
    }
    for (batch, earlier) in zip(batches, states).reversed() {
      _ = try ImportUndo.run(batch: batch, on: &connection)
      let after = try state()
      #expect(after.export == earlier.export && after.tally == earlier.tally)
    }
    #expect(try Verification.run(on: &connection).differences == [])
  }
}
