import Postgres
import PostgresTesting
import Testing

@testable import Roll

/// One endorsement each, and one withdrawal of it.
@Suite(.database(from: .alliances))
struct EndorsementRuleTests {
  private func endorse(_ cells: [String: String], on connection: inout Connection) throws {
    let named = ["petition": "letter", "sources": "s1"].merging(cells) { _, new in new }
    try FormEntry.add(
      Endorsement.self, FormRow(Endorsement.form, named.mapValues { String?.some($0) }), on: &connection)
  }

  private func refusal(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "nothing was refused"
    } catch {
      return "\(error)"
    }
  }

  @Test("an organization endorses once, also after it withdrew; the refusal names what is on record")
  func once() throws {
    var connection = try Database.current.connect()
    try endorse(["organization": "f", "on": "2024-05-01"], on: &connection)
    let told = refusal { try endorse(["organization": "Forum", "on": "2024-05-02"], on: &connection) }
    #expect(
      told.contains("this organization has endorsed it already: 2024-05-01 (source: s1)"), "\(told)")
    _ = try Withdrawal.withdraw(
      "letter", "Forum", StatedEnd(on: "2024-06-01", authority: "Jane Roe", sources: "s2"), on: &connection)
    let again = refusal { try endorse(["organization": "f", "on": "2024-07-01"], on: &connection) }
    #expect(
      again.contains("2024-05-01, withdrawn 2024-06-01 (sources: s1, s2)"), "\(again)")
    let twice = refusal {
      _ = try Withdrawal.withdraw("letter", "f", StatedEnd(on: "2025", sources: "s1"), on: &connection)
    }
    #expect(twice.contains("withdrew its endorsement of letter already: 2024-06-01 (s1; s2)"), "\(twice)")
  }

  @Test("a withdrawal counts from its day, and before it was known nobody knew it")
  func withdrawn() throws {
    var connection = try Database.current.connect()
    try endorse(["organization": "f", "on": "2024-05-01", "authority": "Jane Roe"], on: &connection)
    try endorse(["organization": "g", "on": "2024-05", "position": "1"], on: &connection)
    let before = try #require(try connection.value("SELECT clock_timestamp()", as: Instant.self))
    let row = try Withdrawal.withdraw(
      "letter", "f", StatedEnd(on: "2024-06-01", sources: "s2"), on: &connection)
    #expect(row.cells.contains("2024-06-01") && row.cells.contains("s1; s2"))
    for (day, endorsed, withdrawn) in [
      ("2024-04-30", [], []), ("2024-05-01", ["f"], []), ("2024-05-31", ["g", "f"], []),
      ("2024-06-01", ["g"], ["f"]),
    ] as [(String, [String], [String])] {
      let letter = try Letter.read("letter", Clocks(asOf: Day(day)), on: &connection)
      #expect(letter.endorsed.map(\.organization.slug) == endorsed, "\(day)")
      #expect(letter.withdrawn.map(\.organization.slug) == withdrawn, "\(day)")
    }
    let then = try Letter.read("letter", Clocks(knownOn: before), on: &connection)
    #expect(then.endorsed.count == 2 && then.withdrawn.isEmpty)
  }

  @Test("what cannot be withdrawn is refused, and nothing is changed")
  func refused() throws {
    var connection = try Database.current.connect()
    try endorse(["organization": "f", "on": "2024-05-01"], on: &connection)
    let held = try Forms.export(Endorsement.self, on: &connection)
    for (organization, end, told) in [
      ("g", StatedEnd(on: "2025", sources: "s1"), "g has not endorsed letter"),
      ("f", StatedEnd(on: "2024-04-30", sources: "s1"), "withdrawn before it was given"),
      ("f", StatedEnd(on: "2025", sources: nil), "it names no source"),
      ("forun", StatedEnd(on: "2025", sources: "s1"), "Did you mean ‘forum’?"),
    ] {
      let found = refusal { _ = try Withdrawal.withdraw("letter", organization, end, on: &connection) }
      #expect(found.contains(told), "\(found)")
      #expect(try Forms.export(Endorsement.self, on: &connection) == held, "\(told)")
    }
    let noDay = refusal { try endorse(["organization": "g", "withdrawn_authority": "J"], on: &connection) }
    #expect(noDay.contains("but not when"), "\(noDay)")
  }

  @Test(
    "a name that two organizations have is refused with both; an alias stands for its organization and coalition"
  )
  func names() throws {
    var connection = try Database.current.connect()
    try Forms.load(
      Organization.self, "slug,name,aliases\nx,Xenia,The Twins\ny,Ypsilon,The Twins; Solo\n", on: &connection)
    let told = refusal { try endorse(["organization": "the twins"], on: &connection) }
    #expect(told.contains("‘the twins’ can mean x or y"), "\(told)")
    #expect(
      refusal {
        _ = try CoalitionTreeReader.key(of: "The Twins", noun: "organization", on: &connection)
      }.contains("‘The Twins’ can mean x or y"))
    try endorse(["organization": "SOLO"], on: &connection)
    #expect(try CoalitionTreeReader.key(of: "aa", noun: "coalition", on: &connection) == "a")
  }
}
