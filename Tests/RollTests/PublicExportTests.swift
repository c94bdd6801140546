import Postgres
import Testing

@testable import PostgresTesting
@testable import Roll

/// What a public export does not tell.
@Suite(.database(from: .petitions))
struct PublicExportTests {
  private func export(
    _ connection: inout Connection, _ change: (inout SignatureExport) -> Void = { _ in }
  ) throws -> [String] {
    try Signing.export(
      "p1",
      {
        ($0.audience, $0.cells) = (.public, .exact)
        change(&$0)
      }, on: &connection
    ).split(separator: "\n").map { String($0) }
  }

  /// Six from France on one day, five from Germany on another, three from Monaco, two from Andorra.
  private func load(_ connection: inout Connection) throws {
    let places =
      Array(repeating: ("FR", "01"), count: 6) + Array(repeating: ("DE", "02"), count: 5)
      + Array(repeating: ("MC", "01"), count: 3) + Array(repeating: ("AD", "02"), count: 2)
    let rows = places.enumerated().map { index, place in
      "secret\(index)@example.org,Name\(index),Secret,Secretstreet,Secretville,99\(index),\(place.0),555\(index),"
        + "2002-10-\(place.1)T11:22:33Z,secretly,77\(index),\(index % 2 == 0 ? "yes" : "no")"
    }
    let header =
      "email,given_name,organization,street,city,postal_code,country,phone,signed_at,comment,external_id,display"
    try Signing.load(header + "\n" + rows.joined(separator: "\n") + "\n", into: "p1", on: &connection)
  }

  @Test("the usual public export has the name of whoever agreed, the country and the day, and nothing else")
  func leastData() throws {
    var connection = try Database.current.connect()
    try load(&connection)
    let lines = try export(&connection)
    #expect(lines.first == "name,country,signed_on" && lines.count == 17)
    #expect(
      !lines.joined().contains("ecret") && !lines.joined().contains(":") && !lines.joined().contains("555"))
    #expect(lines.count { $0.hasPrefix("Name") } == 8 && lines.count { $0.hasPrefix(",") } == 8)
    #expect(lines.contains("Name0,FRA,2002-10-01") && lines.contains(",DEU,2002-10-02"))
    #expect(!lines.contains { $0.contains("MCO") || $0.contains("AND") })
    // Monaco and Andorra together are five people of two countries: enough.
    #expect(lines.count { $0.contains(",,") } == 5)
  }

  @Test("a public export has no column, no status and no small country for the asking")
  func refused() throws {
    var connection = try Database.current.connect()
    try load(&connection)
    let closed = ExportColumn.allCases.filter { !ExportColumn.allowedInPublic.contains($0) }.map(\.rawValue)
    #expect(
      Set(closed).isSuperset(of: [
        "email", "phone", "street", "city", "postal_code", "comment", "external_id", "signed_at",
      ]))
    for column in closed {
      let error = #expect(throws: RollError.self) { try export(&connection) { $0.columns = [column] } }
      #expect(error?.kind == .usage)
    }
    for status in ["pending", "invalidated", "withdrawn"] {
      #expect(throws: RollError.self) { try export(&connection) { $0.statuses = [status] } }
    }
    let small = #expect(throws: RollError.self) { try export(&connection) { $0.countries = ["FR", "MC"] } }
    #expect(small?.kind == .data && small?.message.contains("MCO") == true)
    #expect(try export(&connection) { $0.columns = ["organization"] }.count { $0 == "Secret" } == 8)
  }

  @Test("only validated signatures are public")
  func validated() throws {
    var connection = try Database.current.connect()
    let rows = ["pending", "validated", "invalidated", "withdrawn"].map {
      "\($0)@example.org,\($0),2002-10-01,\($0),yes"
    }
    try Signing.load(
      "email,full_name,signed_at,status,display\n" + rows.joined(separator: "\n") + "\n", into: "p1",
      on: &connection)
    #expect(try export(&connection) == ["name,country,signed_on", "validated,,"])
  }

  @Test("consent is a known word for yes, and nothing else is")
  func consent() throws {
    var connection = try Database.current.connect()
    let words =
      PublicCells.consents + [
        "TRUE", " Yes ", "OUI", "Да", "no", "0", "false", "", " ", "maybe", "yes?", "nein", "2",
      ]
    let rows = words.enumerated().map { "a\($0)@example.org,Name,\"\($1)\",2002-10-01" }
    try Signing.load(
      "email,full_name,display,signed_at\n" + rows.joined(separator: "\n") + "\n", into: "p1", on: &connection
    )
    let lines = try export(&connection)
    #expect(lines.count { $0.hasPrefix("Name") } == PublicCells.consents.count + 4)
  }

  @Test(
    "a signature reads the same in every public export, so that none can be subtracted from another",
    arguments: [91, 92, 93])
  func filtersShowNothingMore(_ seed: UInt64) throws {
    var connection = try Database.current.connect()
    var random = RandomSignatures(seed: seed, distinctMoments: true)
    for _ in 0..<3 { try Signing.load(RandomSignatures.file(random.rows(40)), into: "p1", on: &connection) }
    let all = try export(&connection) { $0.columns = ["country", "signed_on"] }.dropFirst()
    for day in 11_950...12_010 {
      let since = Day(number: day)
      let lines = try export(&connection) { ($0.columns, $0.since) = (["country", "signed_on"], since) }
      let wanted = all.filter {
        $0.split(separator: ",", omittingEmptySubsequences: false)[1] >= since.description[...]
      }
      #expect(Array(lines.dropFirst()) == Array(wanted), "\(since)")
    }
    for country in Set(all.map { $0.prefix(3) }) where !country.hasPrefix(",") {
      let lines = try export(&connection) {
        ($0.columns, $0.countries) = (["country", "signed_on"], [String(country)])
      }
      #expect(Array(lines.dropFirst()) == all.filter { $0.hasPrefix(country) })
    }
  }

  @Test("what is shown is shared by five, and what is blank is of five people and two values at least")
  func smallCells() {
    var random = SplitMix64(state: 7)
    for _ in 0..<500 {
      let cells = (0..<random.below(9)).map { (value: $0, count: 1 + random.below(9)) }
      let shown = Set(SmallCounts.shown(cells))
      let blank = cells.filter { !shown.contains($0.value) }
      #expect(cells.allSatisfy { !shown.contains($0.value) || $0.count >= 5 })
      let people = blank.reduce(0) { $0 + $1.count }
      #expect(blank.isEmpty || shown.isEmpty || blank.count >= 2 && people >= 5, "\(cells)")
      // Nothing more than that is blank: without the largest of the blank ones the rest would not do.
      if let largest = blank.max(by: { $0.count < $1.count }), largest.count >= 5 {
        #expect(blank.count == 2 || people - largest.count < 5, "\(cells)")
      }
    }
  }
}
