import Dispatch
import Foundation
import Postgres
import PostgresTesting
import Testing

@testable import Roll

/// What stands in the way of a membership, and how one ends.
@Suite(.database(from: .alliances))
struct MembershipRuleTests {
  private func join(
    _ coalition: String, _ member: String, _ cells: [String: String] = [:], on connection: inout Connection
  ) throws {
    let named = cells.merging(["coalition": coalition, "member": member]) { _, new in new }
    try FormEntry.add(
      Membership.self,
      FormRow(
        Membership.form, named.merging(["sources": "s1"]) { own, _ in own }.mapValues { String?.some($0) }),
      on: &connection)
  }

  private func refusal(_ body: () throws -> Void) -> String {
    do {
      try body()
    } catch let error as RollError {
      return "\(error.kind.rawValue): \(error.description)"
    } catch {
      return "\(error)"
    }
    return "nothing was refused"
  }

  @Test("an overlapping term is refused with the term in the way and who says it")
  func overlap() throws {
    var connection = try Database.current.connect()
    try join("a", "f", ["from": "1999", "sources": "s1; s2"], on: &connection)
    let told = refusal { try join("a", "f", ["from": "2004"], on: &connection) }
    #expect(told.contains("f is member of a from 1999 on (sources: s1, s2)"), "\(told)")
    try join("a", "f", ["from": "2004", "relation": "host"], on: &connection)
    try join("b", "f", ["until": "2003", "sources": "own observation"], on: &connection)
    let other = refusal { try join("b", "f", ["from": "2002"], on: &connection) }
    #expect(other.contains("f is member of b until 2003 (own observation)"), "\(other)")
    try join("b", "f", ["from": "2003"], on: &connection)
  }

  @Test("a circle is refused with its path and its links, also a long one; partners may stand in a circle")
  func circle() throws {
    var connection = try Database.current.connect()
    try join("b", "a", ["from": "2001"], on: &connection)
    try join("c", "b", ["relation": "affiliate"], on: &connection)
    try join("d", "c", ["sources": "s2"], on: &connection)
    let told = refusal { try join("a", "d", on: &connection) }
    #expect(told.contains("the membership would close a circle: d → a → b → c → d; on record: "), "\(told)")
    #expect(told.contains("a is member of b from 2001 on (source: s1)"), "\(told)")
    #expect(told.contains("c is member of d, no day given (source: s2)"), "\(told)")
    #expect(refusal { try join("a", "b", on: &connection) }.contains("b → a → b"))
    try join("a", "d", ["relation": "partner"], on: &connection)
  }

  @Test("what belonged to another may take it in once it has left, and not a day before")
  func circleInTime() throws {
    var connection = try Database.current.connect()
    try join("a", "b", ["from": "1990-01-01", "until": "2000-06-01"], on: &connection)
    let told = refusal { try join("b", "a", ["from": "2000-05-31"], on: &connection) }
    #expect(told.contains("a → b → a"), "\(told)")
    try join("b", "a", ["from": "2000-06-01"], on: &connection)
    // The year may mean its last day.
    try join("c", "d", ["until": "2003"], on: &connection)
    #expect(refusal { try join("d", "c", ["from": "2003-12-30"], on: &connection) }.contains("c → d → c"))
    try join("d", "c", ["from": "2003-12-31"], on: &connection)
    // Each link shares days with the new one, and no day is in all three.
    try join("e", "d", ["from": "2005-01-01", "until": "2006-01-01"], on: &connection)
    try join("b", "e", ["from": "2007-01-01"], on: &connection)
    try join("d", "b", ["from": "2005-01-01"], on: &connection)
  }

  /// What the second program met.
  private final class Outcome: @unchecked Sendable {
    // Written before the signal, read after it.
    var constraint: String?
    let isDone = DispatchSemaphore(value: 0)
  }

  private static func link(_ member: String, to coalition: String) -> SQL {
    """
    INSERT INTO membership (coalition_id, member_id, relation, own_observation)
    SELECT c.organization_id, m.organization_id, 'member', true FROM organization c, organization m
    WHERE c.slug = \(coalition) AND m.slug = \(member)
    """
  }

  private static let isWaiting: SQL = """
    SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
    """

  @Test(
    "two programs at once cannot close a circle together: the second waits, sees the first, and is refused")
  func together() throws {
    let database = try Database.current
    var first = try database.connect()
    let outcome = Outcome()
    try first.transaction { transaction in
      try transaction.execute(Self.link("b", to: "a"))
      // A thread of its own: the tests' may all be taken.
      Thread {
        do {
          var second = try database.connect()
          try second.execute(Self.link("a", to: "b"))
          outcome.constraint = "taken"
        } catch {
          outcome.constraint = (error as? PostgresError)?.constraint
        }
        outcome.isDone.signal()
      }.start()
      var waits = false
      for _ in 0..<2000 where !waits {
        waits = try transaction.value(Self.isWaiting, as: Bool.self) ?? false
        if !waits { try transaction.execute("SELECT pg_sleep(0.01)") }
      }
      #expect(waits, "the second did not wait for the first")
    }
    #expect(outcome.isDone.wait(timeout: .now() + 60) == .success)
    #expect(outcome.constraint == "membership_without_cycle")
    #expect(try first.value("SELECT count(*) FROM membership", as: Int.self) == 1)
  }

  @Test("a transaction that could not see another's link is refused")
  func isolation() throws {
    var connection = try Database.current.connect()
    var state: String?
    do {
      _ = try connection.transaction(TransactionMode(.repeatableRead)) { transaction in
        try transaction.execute("INSERT INTO membership DEFAULT VALUES")
      }
    } catch let error as PostgresError {
      state = error.sqlState?.rawValue
    }
    #expect(state == "0A000")
  }

  @Test("leaving retracts the open term and records the ended one, in one act; what was known stays")
  func leaving() throws {
    var connection = try Database.current.connect()
    try join("a", "f", ["from": "1999", "note": "Founder.", "authority": "The board"], on: &connection)
    let before = try #require(try connection.value("SELECT clock_timestamp()", as: Instant.self))
    let row = try Departure.leave(
      "Alliance", "Forum",
      StatedEnd(on: "2010-05-01", authority: "Its assembly", sources: "s2", note: "Left."),
      on: &connection)
    #expect(
      row.cells == [
        "a", "f", "member", nil, "1999", "2010-05-01", "The board", "Its assembly", "Founder. Left.",
        "s1; s2",
      ])
    let day = Day("2020-01-01")
    #expect(try CoalitionMembers.read("a", Clocks(asOf: day), on: &connection).terms.isEmpty)
    #expect(
      try CoalitionMembers.read("a", Clocks(asOf: day, knownOn: before), on: &connection).terms.count == 1)
    #expect(try CoalitionMembers.read("a", Clocks(asOf: Day("2010-04-30")), on: &connection).terms.count == 1)
    #expect(try CoalitionMembers.read("a", Clocks(asOf: Day("2010-05-01")), on: &connection).terms.isEmpty)
    let history = try connection.run(
      "SELECT retraction_reason, retracted_by IS NOT NULL FROM membership WHERE retracted_at IS NOT NULL"
    ).map { (row) throws(PostgresError) in try row.columns((String, Bool).self) }
    #expect(history.count == 1 && history[0].0.contains("ended") && history[0].1)
    try join("a", "f", ["from": "2012"], on: &connection)
    #expect(try CoalitionMembers.read("a", Clocks(asOf: day), on: &connection).terms.count == 1)
  }

  @Test("what cannot end is refused, and nothing is changed")
  func notLeaving() throws {
    var connection = try Database.current.connect()
    try join("a", "f", ["from": "1999"], on: &connection)
    try join("a", "f", ["relation": "host"], on: &connection)
    try join("b", "f", ["from": "2000", "until": "2001"], on: &connection)
    let held = try Forms.export(Membership.self, on: &connection)
    let end = StatedEnd(on: "2010", sources: "s2")
    for (told, body) in [
      ("f belongs to a as member and as host", { try Departure.leave("a", "f", end, on: &$0) }),
      (
        "f has left b already: member from 2000 until 2001 (s1)",
        { try Departure.leave("b", "f", end, on: &$0) }
      ),
      ("g does not belong to a", { try Departure.leave("a", "g", end, on: &$0) }),
      (
        "f does not belong to a as partner",
        { try Departure.leave("a", "f", relation: "partner", end, on: &$0) }
      ),
      ("Did you mean ‘host’?", { try Departure.leave("a", "f", relation: "hots", end, on: &$0) }),
      ("‘f’ is an organization, and no coalition", { try Departure.leave("f", "a", end, on: &$0) }),
      ("Did you mean ‘alliance’?", { try Departure.leave("alliannce", "f", end, on: &$0) }),
      (
        "would end before it begins",
        { try Departure.leave("a", "f", relation: "member", StatedEnd(on: "1998", sources: "s2"), on: &$0) }
      ),
      (
        "unknown source ‘s3’",
        { try Departure.leave("a", "f", relation: "host", StatedEnd(on: "1998", sources: "s3"), on: &$0) }
      ),
      ("it names no source", { try Departure.leave("a", "f", StatedEnd(on: "2010", sources: nil), on: &$0) }),
      ("is not a date", { try Departure.leave("a", "f", StatedEnd(on: "May", sources: "s1"), on: &$0) }),
    ] as [(String, (inout Connection) throws -> FormRow)] {
      let found = refusal { _ = try body(&connection) }
      #expect(found.contains(told), "\(found)")
      #expect(try Forms.export(Membership.self, on: &connection) == held, "\(told)")
    }
  }
}
