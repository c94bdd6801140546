import Postgres
import PostgresTesting
import Testing

@testable import Reports
@testable import Roll

/// The figures that the depositary and the campaign's own papers give for some days, from the record alone.
@Suite(.database(from: .record))
struct AsOfTests {
  @Test("on each of these days so many states had deposited, and so many were bound")
  func statute() throws {
    var connection = try Database.current.connect()
    for (day, deposited, inForce) in [
      ("2002-07-01", 76, 66), ("2003-01-29", 87, 81), ("2015-04-01", nil, 123), ("2020-02-01", nil, 123),
      ("2025-01-01", nil, 125), ("2026-06-02", nil, 124), ("1998-07-16", 0, 0), ("2002-06-30", nil, 0),
    ] as [(String, Int?, Int)] {
      let report = try Record.report("no-impunity", day, on: &connection)
      #expect(report.statute.inForce == inForce, "\(day)")
      if let deposited { #expect(report.statute.deposited == deposited, "\(day)") }
      #expect(
        report.statute.deposited >= report.statute.inForce && report.statute.signatories <= 139, "\(day)")
    }
  }

  @Test("on 29 January 2003 nineteen states had signed an agreement, these, and none had ratified one")
  func nineteen() throws {
    var connection = try Database.current.connect()
    let report = try Record.report("no-impunity", "2003-01-29", on: &connection)
    let states =
      "AFG DJI DOM TLS SLV GMB HND IND ISR MHL MRT FSM NPL PLW ROU SLE LKA TJK UZB".split(separator: " ").map(
        String.init)
    #expect(report.agreements.signed == 19 && report.agreements.ratified == 0)
    #expect(Set(report.agreements.states.map(\.iso3)) == Set(states) && report.agreements.states.count == 19)
    #expect(report.agreements.states.allSatisfy { !$0.sources.isEmpty })
    let precision = report.agreements.precision
    #expect(precision.day + precision.monthOrYear + precision.bounds + precision.unknown == 19)
  }

  @Test(
    "counts of agreements and of deposits only grow, but where a state left: Burundi, the Philippines, Hungary"
  )
  func cumulative() throws {
    var connection = try Database.current.connect()
    var before = try Record.report("no-impunity", "2001-12-31", on: &connection)
    var falls: [String] = []
    for year in 2002...2026 {
      for day in ["\(year)-03-31", "\(year)-09-30"] {
        let report = try Record.report("no-impunity", day, on: &connection)
        #expect(
          report.agreements.signed >= before.agreements.signed
            && report.agreements.signed >= report.agreements.inForce)
        #expect(report.agreements.signed == report.agreements.states.count)
        if report.statute.deposited < before.statute.deposited { falls.append(day) }
        before = report
      }
    }
    #expect(falls == ["2018-03-31", "2019-03-31", "2026-09-30"])
  }

  @Test("no day of entry into force disagrees with article 126, but that of Montenegro's succession")
  func article126() throws {
    var connection = try Database.current.connect()
    let others = try connection.values(
      """
      SELECT state || ' ' || event FROM statute_event
      WHERE effective_on IS NOT NULL AND effective_on <> statute_in_force_on(on_not_after) ORDER BY 1
      """, as: String.self)
    #expect(others == ["MNE succeeded"])
    #expect(
      try connection.value("SELECT count(*) FROM statute_event WHERE effective_on IS NOT NULL", as: Int.self)
        ?? 0 > 120)
  }

  @Test("what the record says of a day was published: each claim is held against the count of its own day")
  func claims() throws {
    var connection = try Database.current.connect()
    let report = try Record.report("no-impunity", "2026-11-01", on: &connection)
    let compared = report.claims.filter { $0.counted != nil }
    #expect(compared.count > 5)
    for claim in compared {
      guard case .number(let claimed) = claim.claimed, let counted = claim.counted else { continue }
      if claim.listIncomplete {
        #expect(claim.agrees == nil, "\(claim.subject)")
      } else if claim.qualifier == nil {
        #expect(claim.agrees == (claimed == counted), "\(claim.subject)")
      } else if claim.qualifier == "more than" {
        #expect(claim.agrees == (counted > claimed), "\(claim.subject)")
      }
    }
    // On an earlier day a claim of a later one is not yet there.
    let early = try Record.report("no-impunity", "2003-01-28", on: &connection)
    #expect(early.claims.count < report.claims.count && early.activities.count < report.activities.count)
  }

  @Test(
    "an unknown campaign is refused with the nearest name, an earlier day must be earlier, and changes are internal"
  )
  func refused() throws {
    var connection = try Database.current.connect()
    let unknown = #expect(throws: RollError.self) { try Record.report("no-impunty", on: &connection) }
    #expect(unknown?.kind == .data && unknown?.hint?.contains("no-impunity") == true)
    let open = #expect(throws: RollError.self) {
      try Record.report("no-impunity", "2003-01-29", audience: .public, since: "2002-12-31", on: &connection)
    }
    #expect(open?.kind == .usage && open?.message.contains("--audience internal") == true)
    #expect(throws: RollError.self) {
      try Record.report("no-impunity", "2003-01-29", since: "2003-01-29", on: &connection)
    }
  }

  @Test("what changed between two days is the difference of their reports")
  func changes() throws {
    var connection = try Database.current.connect()
    try Record.sign(
      "no-impunity", "email,signed_at\na@example.org,2002-10-01\nb@example.org,2003-01-10\n", on: &connection)
    let (first, last) = ("2002-12-31", "2005-12-31")
    let (then, now) = (
      try Record.report("no-impunity", first, on: &connection),
      try Record.report("no-impunity", last, on: &connection)
    )
    let changes = try #require(try Record.report("no-impunity", last, since: first, on: &connection).changes)
    #expect(changes.deposited == now.statute.deposited - then.statute.deposited)
    #expect(changes.inForce == now.statute.inForce - then.statute.inForce)
    #expect(
      Set(changes.agreementsSigned)
        == Set(now.agreements.states.map(\.iso3)).subtracting(then.agreements.states.map(\.iso3)))
    for petition in now.petitions {
      let earlier = then.petitions.first { $0.petition == petition.petition }
      let change = try #require(changes.petitions.first { $0.petition == petition.petition })
      #expect(change.signatures == petition.signatures - (earlier?.signatures ?? 0))
      #expect(change.endorsements == petition.endorsements - (earlier?.endorsements ?? 0))
    }
  }
}
