import Postgres
import PostgresTesting
import Testing

@testable import Reports
@testable import Roll

/// A slow reading of events, one by one and day by day, against the statements that count them. Random histories: what the
/// rules refuse is not there for either.
@Suite(.database(from: .small))
struct StandingModelTests {
  /// A day, a month, a year, bounds, or nothing.
  private func written(_ random: inout SplitMix64) -> String {
    let day = Day(number: 11_700 + random.below(1200))
    let later = Day(number: day.number + random.below(200))
    return [
      "\(day)", "\(day)", String("\(day)".prefix(7)), String("\(day)".prefix(4)), "..\(day)", "\(day)..",
      "\(day)..\(later)", "",
    ][
      random.below(8)]
  }

  private func counts(_ span: DateSpan?, on day: Day, today: Day) -> Bool {
    span?.notAfter.map { $0 <= day } ?? (day >= today)
  }

  @Test("each state's agreement stands where its events up to the day lead", arguments: 1...4)
  func agreements(_ seed: UInt64) throws {
    var connection = try Database.current.connect()
    var random = SplitMix64(state: seed)
    let states = ["FRA", "DEU", "ESP", "ITA", "JPN", "KEN"]
    let rows = (0..<70).map { _ in
      let standing = random.below(6) == 0 ? "other" : ""
      return [
        states[random.below(6)], random.below(9) == 0 ? "GBR" : "USA", Agreement.events[random.below(11)],
        written(&random), standing,
        random.below(3) == 0 ? "true" : "", "s1",
      ].joined(separator: ",")
    }
    let receipt = try Record.accepted(
      Agreement.self, "state,partner,event,on,standing,disputed,sources\n\(rows.joined(separator: "\n"))\n",
      on: &connection)
    #expect(receipt.new > 25)
    let events = try FormListing.read(Agreement.self, on: &connection).rows.map(\.cells)
    let now = try Record.now(&connection)
    for number in stride(from: 11_690, through: 13_200, by: 61) {
      try compare(events, AsKnown(asOf: Day(number: number), knownOn: now), &connection)
    }
    try compare(events, AsKnown(asOf: now.day, knownOn: now), &connection)
  }

  private static let furthest = [
    "declared_void", "terminated", "rejected", "in_force", "ratified", "approved", "signed", "refused",
    "not_signed",
    "negotiating", "proposed",
  ]

  private func compare(_ events: [[String?]], _ known: AsKnown, _ connection: inout Connection) throws {
    // state, partner, kind, event, on, standing, …
    let counted = events.filter {
      $0[1] == "USA" && $0[5] == "followed"
        && counts($0[4].flatMap { DateSpan($0) }, on: known.asOf, today: known.knownOn.day)
    }
    var expected: [String] = []
    for (state, rows) in Dictionary(grouping: counted, by: { $0[0] ?? "" }) {
      let kinds = Set(rows.compactMap { $0[3] })
      let status = Self.furthest.first { kinds.contains($0) } ?? ""
      let isSigned = !kinds.isDisjoint(with: ["signed", "approved", "ratified", "in_force"])
      expected.append(
        "\(state) \(status) \(isSigned) \(kinds.contains("ratified")) \(kinds.contains("in_force")) \(status == "refused")"
      )
    }
    let found = try connection.every(AgreementStanding(partner: "USA", states: [], known)).map {
      "\($0.iso3) \($0.status) \($0.isSigned) \($0.isRatified) \($0.isInForce) \($0.isRefused)"
    }
    guard found == expected.sorted() else {
      Issue.record("\(known.asOf): \(found), by the model \(expected.sorted())")
      return
    }
    let report = try Record.report("none", "\(known.asOf)", knownOn: known.knownOn, on: &connection)
    #expect(report.agreements.signed == expected.count { $0.split(separator: " ")[2] == "true" })
    #expect(
      report.agreements.ratified == expected.count { $0.split(separator: " ")[3] == "true" }, "\(known.asOf)")
    #expect(report.agreements.inForce == expected.count { $0.split(separator: " ")[4] == "true" })
    #expect(report.agreements.refused == expected.count { $0.hasSuffix("true") })
  }

  @Test(
    "states that deposited and states bound are those of the model, through withdrawals and returns",
    arguments: 11...14)
  func statute(_ seed: UInt64) throws {
    var connection = try Database.current.connect()
    var random = SplitMix64(state: seed)
    let states = ["FRA", "DEU", "ESP", "ITA", "JPN", "KEN", "PHL", "BDI"]
    let kinds =
      Statute.events + ["ratified", "acceded", "withdrawal_effective", "withdrawal_effective", "signed"]
    let rows = (0..<90).map { _ in
      [
        states[random.below(8)], kinds[random.below(kinds.count)], written(&random),
        random.below(7) == 0 ? "other" : "",
        random.below(2) == 0 ? "true" : "", "s1",
      ].joined(separator: ",")
    }
    try Record.form(
      Statute.self, "state,event,on,effective_on,sources\nSWE,succeeded,2002-10-23,2002-06-03,s1\n",
      on: &connection)
    let receipt = try Record.accepted(
      Statute.self, "state,event,on,standing,disputed,sources\n\(rows.joined(separator: "\n"))\n",
      on: &connection)
    #expect(receipt.new > 30)
    let events = try FormListing.read(Statute.self, on: &connection).rows.map(\.cells)
    let now = try Record.now(&connection)
    for number in stride(from: 11_690, through: 13_200, by: 17) {
      try compareStatute(events, AsKnown(asOf: Day(number: number), knownOn: now), &connection)
    }
    try compareStatute(events, AsKnown(asOf: now.day, knownOn: now), &connection)
  }

  private func compareStatute(_ events: [[String?]], _ known: AsKnown, _ connection: inout Connection) throws
  {
    // state, event, on, effective_on, standing, …
    let counted = events.filter {
      $0[4] == "followed" && counts($0[2].flatMap { DateSpan($0) }, on: known.asOf, today: known.knownOn.day)
    }
    var (deposited, bound) = (Set<String>(), Set<String>())
    for event in counted where ["ratified", "acceded", "accepted", "succeeded"].contains(event[1]) {
      let day = event[2].flatMap { DateSpan($0) }?.notAfter
      let recorded = counted.filter { $0[0] == event[0] && $0[1] == "withdrawal_effective" }
        .map { $0[2].flatMap { DateSpan($0) }?.notAfter }
      let computed = article127(events.filter { $0[0] == event[0] && $0[4] == "followed" }, known)
      let left = (recorded + computed).contains { end in
        guard let day, let end else { return true }
        return end > day
      }
      guard !left else { continue }
      deposited.insert(event[0] ?? "")
      if (event[3].flatMap { Day($0) } ?? article126(day)) <= known.asOf { bound.insert(event[0] ?? "") }
    }
    let signed = Set(counted.filter { $0[1] == "signed" }.map { $0[0] })
    let found = try #require(try connection.one(StatuteStanding(known)))
    let isEqual =
      (found.deposited, found.inForce, found.signatories) == (deposited.count, bound.count, signed.count)
    if !isEqual {
      Issue.record("\(known.asOf): \(found), by the model \(deposited) \(bound) \(signed.count)")
    }
  }

  /// Rome Statute, article 127: a year after each notice that is not taken back, unless its effect is on record.
  private func article127(_ events: [[String?]], _ known: AsKnown) -> [Day?] {
    func days(_ kind: String, counted: Bool = false) -> [Day?] {
      events.filter { $0[1] == kind }.map { $0[2].flatMap { DateSpan($0) } }
        .filter { !counted || counts($0, on: known.asOf, today: known.knownOn.day) }.map { $0?.notAfter }
    }
    let between = ["withdrawal_notified", "ratified", "acceded", "accepted", "succeeded"].flatMap { days($0) }
    return days("withdrawal_notified", counted: true).compactMap { $0 }.filter { notice in
      let hasEffect = days("withdrawal_effective").contains { effect in
        guard let effect else { return true }
        return effect >= notice
          && !between.contains { day in day.map { $0 > notice && $0 <= effect } ?? false }
      }
      let isTakenBack = days("withdrawal_rescinded", counted: true).contains { day in
        day.map { $0 >= notice && $0 <= yearAfter(notice) } ?? true
      }
      return !hasEffect && !isTakenBack && yearAfter(notice) <= known.asOf
    }.map { yearAfter($0) }
  }

  private func yearAfter(_ day: Day) -> Day {
    let (year, month, number) = day.parts
    return Day(year: year + 1, month: month, day: min(number, Day.length(year: year + 1, month: month)))
      ?? day
  }

  /// Rome Statute, article 126.
  private func article126(_ deposited: Day?) -> Day {
    let first = Day("2002-07-01") ?? Day(number: 0)
    guard let deposited else { return first }
    var day = Day(number: deposited.number + 60)
    repeat { day = Day(number: day.number + 1) } while day.parts.day != 1
    return max(first, deposited <= (Day("2002-04-11") ?? first) ? first : day)
  }
}
