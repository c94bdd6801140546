import Postgres
import PostgresTesting
import Testing

@testable import Roll

/// The figures of the Rome Statute that are published for certain days, from the seeds alone.
@Suite(.database(from: .seeded))
struct StatuteFiguresTests {
  private func states(_ day: String, _ connection: inout Connection) throws -> [StatuteStates.Output] {
    try connection.every(StatuteStates(try known(day, &connection)))
  }

  private func known(_ day: String, _ connection: inout Connection) throws -> AsKnown {
    let now = try connection.value("SELECT clock_timestamp()", as: Instant.self)
    return AsKnown(asOf: try #require(Day(day)), knownOn: try #require(now))
  }

  @Test(
    "article 126, paragraph 1: 56 instruments before 11 April 2002 and 66 with that day, so that the sixtieth falls on it; 87 by 29 January 2003"
  )
  func deposits() throws {
    var connection = try Database.current.connect()
    for (day, deposits) in [
      ("2002-04-10", 56), ("2002-04-11", 66), ("2003-01-29", 87), ("2003-01-30", 87), ("2003-01-31", 88),
    ] {
      #expect(try states(day, &connection).count { $0.status.hasDeposited } == deposits, "\(day)")
    }
  }

  @Test(
    "article 126: nobody is bound before 1 July 2002, and 123, 124, 123, 124, 125 and 124 states are on six days"
  )
  func parties() throws {
    var connection = try Database.current.connect()
    for (day, parties) in [
      ("2002-06-30", 0), ("2003-01-29", 81), ("2015-04-01", 123), ("2016-06-01", 124), ("2020-02-01", 123),
      ("2024-02-01", 124), ("2025-01-01", 125), ("2026-06-02", 124),
    ] {
      let states = try states(day, &connection)
      #expect(states.count { $0.status.isBound } == parties, "\(day)")
      let counts = try connection.one(StatuteStanding(try known(day, &connection)))
      #expect(counts?.inForce == parties && counts?.deposited == states.count { $0.status.hasDeposited })
      #expect(counts?.signatories == states.count { $0.signed != nil })
    }
    #expect(try states("2002-07-01", &connection).contains { $0.status == .inForce })
  }

  @Test(
    "on 1 February 2024 the parties are 33 African, 19 Asian, 19 Eastern European, 28 Latin American, 25 Western"
  )
  func regions() throws {
    var connection = try Database.current.connect()
    for (name, parties) in [("african", 33), ("Asia", 19), ("Eastern", 19), ("Latin", 28), ("Western", 25)] {
      let region = try States.region(name, on: &connection)
      let states = try connection.every(
        StatuteStates(
          region: region, statuses: [.inForce, .leaving], try known("2024-02-01", &connection)))
      #expect(states.count == parties, "\(region)")
    }
  }

  @Test(
    "127 states were ever party, 139 signed, 29 of these went no further; deposits are 109, 16, 1 and 1 by kind"
  )
  func ever() throws {
    var connection = try Database.current.connect()
    let states = try states("2026-11-01", &connection)
    #expect(states.count { $0.deposited != nil } == 127)
    #expect(states.count { $0.signed != nil } == 139)
    #expect(states.count { $0.signed != nil && $0.deposited == nil } == 29)
    for (kind, count) in [("ratified", 109), ("acceded", 16), ("accepted", 1), ("succeeded", 1)] {
      #expect(states.count { $0.deposit == kind } == count, "\(kind)")
    }
    for state in states {
      guard let signed = state.signed?.notAfter, let deposited = state.deposited?.notAfter else { continue }
      #expect(signed <= deposited, "\(state.iso3)")
    }
  }

  @Test("article 127: Burundi, the Philippines and Hungary left, each a year after its notice")
  func withdrawals() throws {
    var connection = try Database.current.connect()
    let left = try states("2026-11-01", &connection).filter { $0.status == .left }
    #expect(left.map(\.iso3) == ["BDI", "HUN", "PHL"])
    #expect(left.map { $0.notified?.description } == ["2016-10-27", "2025-06-02", "2018-03-17"])
    #expect(left.map { $0.leavesOn?.description } == ["2017-10-27", "2026-06-02", "2019-03-17"])
    for (day, status) in [
      ("2025-06-01", StatuteMembership.inForce), ("2025-06-02", .leaving), ("2026-06-01", .leaving),
      ("2026-06-02", .left),
    ] {
      let hungary = try #require(try states(day, &connection).first { $0.iso3 == "HUN" })
      #expect(hungary.status == status, "\(day)")
    }
    // Without the day of effect on record article 127 gives the same one.
    try connection.execute(
      """
      UPDATE statute_event SET retracted_at = now(), retracted_by = 'test'
      WHERE event = 'withdrawal_effective' AND state IN ('HUN', 'BDI', 'PHL')
      """)
    #expect(
      try states("2026-11-01", &connection).filter { $0.status == .left }.map(\.leavesOn)
        == left.map(\.leavesOn))
  }

  @Test(
    "article 126, paragraph 2: every day of entry into force on record is the computed one, but Montenegro's")
  func inForce() throws {
    var connection = try Database.current.connect()
    let states = try states("2026-11-01", &connection).filter { $0.deposited != nil }
    for state in states {
      let events = try connection.every(
        StateEvents(statuteOf: state.iso3, upToDay: true, try known("2026-11-01", &connection)))
      let deposit = try #require(events.first { $0.event == state.deposit })
      #expect(state.isInForceRecorded && state.inForceOn == deposit.effectiveOn, "\(state.iso3)")
      #expect((deposit.effectiveOn == deposit.article126) == (state.iso3 != "MNE"), "\(state.iso3)")
    }
    #expect(states.compactMap(\.inForceOn).min()?.description == "2002-07-01")
  }

  @Test(
    "the United States signed on 31 December 2000, declared on 6 May 2002 that it will not join, and is no party"
  )
  func unitedStates() throws {
    var connection = try Database.current.connect()
    for (day, status) in [
      ("2000-12-31", StatuteMembership.signed), ("2002-05-06", .declined), ("2026-11-01", .declined),
    ] {
      let state = try #require(try states(day, &connection).first { $0.iso3 == "USA" })
      #expect(state.status == status && state.deposited == nil && state.signed?.description == "2000-12-31")
    }
  }
}
