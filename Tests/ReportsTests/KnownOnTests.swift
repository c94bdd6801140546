import Postgres
import PostgresTesting
import Testing

@testable import Reports
@testable import Roll

@Suite(.database(from: .record))
struct KnownOnTests {
  @Test(
    "the report of an earlier moment is the same, byte by byte, after everything in it was undone or retracted"
  )
  func undone() throws {
    var connection = try Database.current.connect()
    try Record.sign(
      "no-impunity", "email,signed_at,country\na@example.org,2002-10-01,FR\nb@example.org,2002-11-01,DE\n",
      on: &connection)
    let moment = try Record.now(&connection)
    let days = ["2003-01-29", "2012-06-30", "2026-11-01"]
    let before = try days.map {
      try Record.report("no-impunity", $0, knownOn: moment, on: &connection).json()
    }
    let batches = try connection.values(
      "SELECT batch_id FROM import_batch ORDER BY batch_id DESC", as: Int64.self)
    for batch in batches { _ = try ImportUndo.run(batch: batch, on: &connection) }
    #expect(throws: RollError.self) { try Record.report("no-impunity", on: &connection) }
    for (day, text) in zip(days, before) {
      expectEqualLines(try Record.report("no-impunity", day, knownOn: moment, on: &connection).json(), text)
    }
    // What comes in later, under the same names, is not what was known.
    try Record.form(Source.self, "slug,title\namnesty-2003-01-29,Another title\n", on: &connection)
    for (day, text) in zip(days, before) {
      expectEqualLines(try Record.report("no-impunity", day, knownOn: moment, on: &connection).json(), text)
    }
  }

  @Test("an import that was undone is in the report of the moments between, and in none before or after")
  func between() throws {
    var connection = try Database.current.connect()
    func signatures(_ moment: Instant) throws -> Int {
      let report = try Record.report("no-impunity", "2003-01-29", knownOn: moment, on: &connection)
      return report.petitions.first { $0.petition == "no-impunity" }?.signatures ?? -1
    }
    let first = try Record.now(&connection)
    let receipt = try Record.sign(
      "no-impunity", "email,signed_at\na@example.org,2002-10-01\n", on: &connection)
    let second = try Record.now(&connection)
    _ = try ImportUndo.run(batch: try #require(receipt.batch), on: &connection)
    let third = try Record.now(&connection)
    #expect(try [first, second, third].map(signatures) == [0, 1, 0])
    let last = try Record.report("no-impunity", "2003-01-29", knownOn: third, on: &connection)
    let falls = last.petitions.first { $0.petition == "no-impunity" }?.falls ?? []
    #expect(falls.map(\.change) == [-1] && falls.first?.kind == "undo" && falls.first?.batch == receipt.batch)
  }

  @Test("before anything was recorded there is no campaign; the same request gives the same bytes")
  func edges() throws {
    var connection = try Database.current.connect()
    #expect(throws: RollError.self) {
      try Record.report("no-impunity", "2003-01-29", knownOn: Instant(microseconds: 0), on: &connection)
    }
    let moment = try Record.now(&connection)
    var other = try Database.current.connect()
    for audience in StatusReport.Audience.allCases {
      let one = try Record.report(
        "no-impunity", "2003-01-29", knownOn: moment, audience: audience, on: &connection)
      let two = try Record.report(
        "no-impunity", "2003-01-29", knownOn: moment, audience: audience, on: &other)
      #expect(try one == two && one.json() == two.json() && one.csv() == two.csv())
    }
  }
}

/// Says the first lines that differ, not two whole reports.
func expectEqualLines(_ left: String, _ right: String, sourceLocation: SourceLocation = #_sourceLocation) {
  guard left != right else { return }
  let (one, two) = (left.split(separator: "\n"), right.split(separator: "\n"))
  let apart = zip(one, two).filter { $0 != $1 }.prefix(3).map { "\($0)  |  \($1)" }
  Issue.record(
    "\(one.count) and \(two.count) lines; first apart:\n\(apart.joined(separator: "\n"))",
    sourceLocation: sourceLocation)
}
