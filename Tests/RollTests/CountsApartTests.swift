import Postgres
import PostgresTesting
import Testing

@testable import Roll

@Suite(.database(from: .rules))
struct CountsApartTests {
  private static let text = """
    petition,kind,organization,country,number,on,label,overlap,standing,note,sources
    p1,paper,,FRA,100,2003-01-10,,none,,,s1
    p1,paper,,FRA,50,2003-01-10,second sheet,none,,,s1
    p1,paper,a,,30,2003-02,,possible,,At the same stall,s1
    p1,paper,,FRA,999,2003-01-10,,none,other,,own observation
    p1,partner platform,b,FRA,1000,2003-01-01,,unknown,,,s1
    p1,partner platform,b,FRA,1500,2003-01-31,,unknown,,,s1
    p1,partner platform,b,DEU,7,2003-01-15,,unknown,,,s1
    p1,partner platform,c,,20,,,unknown,,,s1

    """

  private func counts(
    _ day: String?, _ connection: inout Connection, knownOn: Instant? = nil
  ) throws -> [String] {
    let now = try #require(try connection.value("SELECT clock_timestamp()", as: Instant.self))
    let petition = try #require(try connection.value("SELECT min(petition_id) FROM petition", as: Int64.self))
    let known = AsKnown(asOf: day.flatMap { Day($0) } ?? now.day, knownOn: knownOn ?? now)
    return try connection.every(CountsApart(petition: petition, known)).map {
      "\($0.kind), \($0.overlap): \($0.number)"
    }
  }

  @Test(
    "paper adds, of a counter the newest reading of the day stands, and what has no day counts only today")
  func adds() throws {
    var connection = try Database.current.connect()
    try Forms.load(UnnamedCount.self, Self.text, on: &connection)
    #expect(try counts("2003-01-09", &connection) == ["partner platform, unknown: 1000"])
    #expect(
      try counts("2003-01-20", &connection) == ["paper, none: 150", "partner platform, unknown: 1007"])
    // A month counts from its last day.
    #expect(
      try counts("2003-02-27", &connection) == ["paper, none: 150", "partner platform, unknown: 1507"])
    #expect(
      try counts("2003-02-28", &connection) == [
        "paper, none: 150", "paper, possible: 30", "partner platform, unknown: 1507",
      ])
    #expect(
      try counts(nil, &connection) == [
        "paper, none: 150", "paper, possible: 30", "partner platform, unknown: 1527",
      ])
  }

  @Test("a count that was taken back is in what was known before, and never in the signatures with names")
  func known() throws {
    var connection = try Database.current.connect()
    let receipt = try Forms.load(UnnamedCount.self, Self.text, on: &connection)
    let moment = try #require(try connection.value("SELECT clock_timestamp()", as: Instant.self))
    let known = AsKnown(asOf: moment.day, knownOn: moment)
    let measure = try #require(Measure("petition.signatures", of: "p1", known))
    #expect(try connection.one(measure) == 0)
    _ = try ImportUndo.run(batch: try #require(receipt.batch), on: &connection)
    #expect(try counts(nil, &connection) == [])
    #expect(try counts("2003-01-20", &connection, knownOn: moment).count == 2)
  }

  @Test("export, import into an empty database and export again give the same bytes")
  func inverse() throws {
    var connection = try Database.current.connect()
    try Forms.load(UnnamedCount.self, Self.text, on: &connection)
    let exported = try Forms.export(UnnamedCount.self, on: &connection)
    var other = try Cluster.shared.connectToCopy(of: .rules)
    #expect(try Forms.load(UnnamedCount.self, exported, on: &other.connection).new == 8)
    #expect(try Forms.export(UnnamedCount.self, on: &other.connection) == exported)
  }
}
