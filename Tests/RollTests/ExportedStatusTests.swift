import Postgres
import Testing

@testable import PostgresTesting
@testable import Roll

/// What else of a signature an export carries to another database: when it got its status, and that it was made up.
@Suite(.database(from: .petitions))
struct ExportedStatusTests {
  private let times: SQL =
    "SELECT concat_ws(' ', email, status, status_at, status_on) FROM signature ORDER BY 1"

  @Test("a signature has its status since the same moment in another database, whichever row gave it")
  func statusTimes() throws {
    var connection = try Database.current.connect()
    var other = try Cluster.shared.connectToCopy(of: .petitionsElsewhere)
    let first = """
      email,signed_at,confirmed_at,invalidated_at,status
      waits@example.org,2002-10-01,,,pending
      early@example.org,2002-10-05,2002-10-02,,validated
      again@example.org,2002-10-01,,2002-10-03,invalidated
      plain@example.org,2002-10-01,2002-10-04,,validated
      dayless@example.org,,,,validated

      """
    let second = """
      email,signed_at,status
      waits@example.org,2002-10-09,pending
      early@example.org,2002-10-05,validated
      again@example.org,2002-10-20,validated
      dayless@example.org,2002-10-20,pending

      """
    for file in [first, second] { try Signing.load(file, into: "p1", on: &connection) }
    let exported = try Signing.export("p1", on: &connection)
    #expect(exported.contains(",pending,2002-10-09T00:00:00Z,"))
    try Signing.load(exported, into: "p1", on: &other.connection)
    expectEqualLines(try Signing.export("p1", on: &other.connection), exported)
    #expect(try other.connection.values(times, as: String.self) == connection.values(times, as: String.self))
    // An event from between the two must not move it in one database and leave it in the other.
    let third =
      "email,signed_at,confirmed_at,invalidated_at\nwaits@example.org,2002-10-01,2002-10-05,\nagain@example.org,2002-10-01,,2002-10-10\n"
    try Signing.load(third, into: "p1", on: &connection)
    try Signing.load(third, into: "p1", on: &other.connection)
    #expect(try other.connection.values(times, as: String.self) == connection.values(times, as: String.self))
    #expect(
      try connection.values("SELECT DISTINCT status::text FROM signature", as: String.self) == ["validated"])
  }

  @Test(
    "an export states the times that the shown row states, and no others; the rest is the time of the status")
  func stated() throws {
    var connection = try Database.current.connect()
    var other = try Cluster.shared.connectToCopy(of: .petitionsElsewhere)
    let first = """
      email,signed_at,confirmed_at,withdrawn_at,status
      twice@example.org,2002-10-05T09:00,,,
      twice@example.org,2002-10-05T10:00,,,
      confirmed@example.org,2002-10-05,2002-10-06,,
      gone@example.org,2002-10-05,,,withdrawn
      back@example.org,2002-10-05,,2002-10-07,validated
      left@example.org,2002-10-05,,2002-10-06,

      """
    let second = """
      email,signed_at,withdrawn_at
      confirmed@example.org,2002-10-09,
      left@example.org,2002-10-05,2002-10-08

      """
    for file in [first, second] { try Signing.load(file, into: "p1", on: &connection) }
    let columns = ["email", "confirmed_at", "withdrawn_at", "status", "status_at"]
    let today = try connection.value(
      "SELECT status_on FROM signature WHERE email = 'gone@example.org'", as: Day.self)
    let exported = try Signing.export("p1", on: &connection)
    try Signing.load(exported, into: "p1", on: &other.connection)
    expectEqualLines(try Signing.export("p1", on: &other.connection), exported)
    expectEqualLines(
      try Signing.export("p1", { $0.columns = columns }, on: &other.connection),
      """
      email,confirmed_at,withdrawn_at,status,status_at
      back@example.org,,2002-10-07T00:00:00Z,validated,
      confirmed@example.org,2002-10-06T00:00:00Z,,validated,2002-10-09T00:00:00Z
      gone@example.org,,,withdrawn,\(try #require(today))T00:00:00Z
      left@example.org,,2002-10-06T00:00:00Z,withdrawn,2002-10-08T00:00:00Z
      twice@example.org,,,validated,2002-10-05T10:00:00Z

      """)
    #expect(try other.connection.values(times, as: String.self) == connection.values(times, as: String.self))
    #expect(try Signing.tally("p1", on: &other.connection) == Signing.tally("p1", on: &connection))
  }

  @Test(
    "random files moved to another database have the same status since the same moment",
    arguments: [81, 82, 83])
  func random(_ seed: UInt64) throws {
    var connection = try Database.current.connect()
    var other = try Cluster.shared.connectToCopy(of: .petitionsElsewhere)
    var random = RandomSignatures(seed: seed, looseTimes: true)
    for _ in 0..<4 { try Signing.load(RandomSignatures.file(random.rows(40)), into: "p1", on: &connection) }
    try Signing.load(Signing.export("p1", on: &connection), into: "p1", on: &other.connection)
    #expect(try other.connection.values(times, as: String.self) == connection.values(times, as: String.self))
    #expect(try Signing.tally("p1", on: &other.connection) == Signing.tally("p1", on: &connection))
  }

  @Test("what is taken from synthetic signatures says so, row by row, and an import elsewhere keeps it")
  func synthetic() throws {
    var connection = try Database.current.connect()
    var other = try Cluster.shared.connectToCopy(of: .petitionsElsewhere)
    let file = "email,signed_at\na@example.org,2002-10-01\nb@example.org,2002-10-02\n"
    try Signing.load(file, into: "p1", { $0.isSynthetic = true }, on: &connection)
    try Signing.load(file, into: "p2", on: &connection)
    #expect(!(try Signing.export("p2", on: &connection)).contains("synthetic"))
    let exported = try Signing.export("p1", on: &connection)
    let receipt = try Signing.load(exported, into: "p1", on: &other.connection)
    #expect(receipt.synthetic && receipt.new == 2)
    expectEqualLines(try Signing.export("p1", on: &other.connection), exported)
    let narrow = try Signing.export("p1", { $0.columns = ["country"] }, on: &other.connection)
    #expect(narrow == "country,synthetic\n\"\",true\n\"\",true\n")
    #expect(
      try other.connection.value(
        "SELECT synthetic FROM import_batch WHERE noun = 'signature'", as: Bool.self) == true)
    _ = try ImportUndo.run(batch: try #require(receipt.batch), on: &other.connection)
    #expect(!(try Signing.export("p1", on: &other.connection)).contains("synthetic"))
  }
}
