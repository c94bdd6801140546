import Postgres
import PostgresTesting
import Testing

@testable import Roll

/// A slow model of what a roll must count, person by person and day by day, against the tally.
@Suite(.database(from: .petitions))
struct SignatureModelTests {
  /// Everything that a person's rows say, in the test's own reading.
  struct Statement {
    var signed: Instant?
    var signedDay: Day?
    var status: String
    var at: Instant?
    var on: Day?
    var country: String
  }

  private static let countries = [
    "FRA": "FRA", "fr": "FRA", "France": "FRA", "Frankreich": "FRA", "DEU": "DEU", "Germany": "DEU",
    "NO": "NOR",
    "Côte d'Ivoire": "CIV",
  ]

  private func read(_ text: String) -> (Instant, Day)? {
    guard !text.isEmpty, let day = Day(String(text.prefix(10))) else { return nil }
    guard case .moment(let moment) = StatedTime.read(text) else { return nil }
    return (moment.instant(offset: moment.offset ?? 0), day)
  }

  func statement(_ row: RandomSignatures.Row) -> Statement {
    let cells = row.cells
    let (signed, confirmed, withdrawn, invalidated) = (
      read(cells[4]), read(cells[5]), read(cells[6]), read(cells[7])
    )
    var result = Statement(
      signed: signed?.0, signedDay: signed?.1, status: "validated", at: (confirmed ?? signed)?.0,
      on: signed?.1,
      country: Self.countries[cells[3]] ?? "-")
    let word = cells[8].lowercased()
    if word == "withdrawn" || word.isEmpty && withdrawn != nil {
      (result.status, result.at, result.on) = ("withdrawn", withdrawn?.0, withdrawn?.1)
    } else if word == "invalidated" || word.isEmpty && invalidated != nil {
      (result.status, result.at) = ("invalidated", (invalidated ?? signed)?.0)
    } else if word == "pending" {
      (result.status, result.at) = ("pending", signed?.0)
    }
    return result
  }

  /// `country status` -> count on a day in the past.
  func model(_ rows: [RandomSignatures.Row], on day: Day) -> [String: Int] {
    var counts: [String: Int] = [:]
    let people = Dictionary(grouping: rows.filter { $0.identity != nil }) { $0.identity ?? "" }
    for rows in people.values {
      let statements = rows.map(statement)
      let first = statements.min { ($0.signed?.microseconds ?? .max) < ($1.signed?.microseconds ?? .max) }
      let events = statements.filter { $0.status != "pending" }
      let last = (events.isEmpty ? statements : events)
        .max { ($0.at?.microseconds ?? .min) < ($1.at?.microseconds ?? .min) }
      guard let first, let last else { continue }
      if last.status == "withdrawn" {
        if let on = last.on, on <= day { counts["\(first.country) withdrawn", default: 0] += 1 }
        if let signed = first.signedDay, signed <= day, last.on.map({ $0 > day }) ?? true {
          counts["\(first.country) validated", default: 0] += 1
        }
      } else if let signed = first.signedDay, signed <= day {
        counts["\(first.country) \(last.status)", default: 0] += 1
      }
    }
    return counts
  }

  @Test(
    "on every third day each country has the counts of the model, in one import or several",
    arguments: 101...105)
  func model(_ seed: UInt64) throws {
    var connection = try Database.current.connect()
    var random = RandomSignatures(seed: seed, distinctMoments: true)
    let rows = random.rows(70)
    for part in [rows[..<30], rows[30..<35], rows[35...]] {
      try Signing.load(RandomSignatures.file(Array(part)), into: "p1", on: &connection)
    }
    for number in stride(from: 11_948, through: 12_060, by: 3) {
      let day = Day(number: number)
      let expected = model(rows, on: day)
      let counted = try counts("p1", on: day, &connection)
      guard counted == expected else {
        Issue.record("\(day): counted \(counted), model \(expected)")
        return
      }
    }
  }

  func counts(_ petition: String, on day: Day, _ connection: inout Connection) throws -> [String: Int] {
    let cells = try connection.run(
      """
      SELECT concat_ws(' ', coalesce(t.country, '-'), t.status), sum(t.change)::bigint
      FROM signature_tally t JOIN petition p USING (petition_id)
      WHERE p.slug = \(petition) AND t.effective_on <= \(day) GROUP BY 1 HAVING sum(t.change) <> 0
      """
    ).map { (row) throws(PostgresError) in try row.columns((String, Int).self) }
    return Dictionary(uniqueKeysWithValues: cells)
  }

  @Test(
    "a withdrawal does not change an earlier day's count, and a withdrawn signature that is confirmed later counts again"
  )
  func withdrawal() throws {
    var connection = try Database.current.connect()
    let header = "email,signed_at,withdrawn_at,confirmed_at\n"
    let (before, between, after) = (Day(number: 11_960), Day(number: 11_990), Day(number: 12_030))
    try Signing.load(
      "email,signed_at\na@example.org,2002-09-20\nb@example.org,2002-09-21\n", into: "p1", on: &connection)
    #expect(try Signing.totals("p1", on: after, &connection) == ["validated": 2])
    let receipt = try Signing.load(
      header + "a@example.org,2002-09-20,2002-10-15,\n", into: "p1", on: &connection)
    #expect(receipt.updated == 1 && receipt.alreadyHeld == 1)
    #expect(try Signing.totals("p1", on: before, &connection) == ["validated": 2])
    #expect(try Signing.totals("p1", on: between, &connection) == ["validated": 1, "withdrawn": 1])
    try Signing.load(
      "email,signed_at,confirmed_at,status\na@example.org,2002-11-20,2002-11-21,validated\n", into: "p1",
      on: &connection)
    #expect(try Signing.totals("p1", on: between, &connection) == ["validated": 2])
    #expect(try Verification.run(on: &connection).differences == [])
  }
}
