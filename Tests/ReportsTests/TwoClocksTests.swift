import Postgres
import PostgresTesting
import Testing

@testable import Reports
@testable import Roll

/// Random histories against a model that reads them fact by fact. A failure names its seed.
@Suite(.database(from: .history))
struct TwoClocksTests {
  /// Pairs of a day and a moment, at acts, right before them and between.
  private func pairs(_ count: Int, _ history: inout History) throws -> [AsKnown] {
    let now = try Record.now(&history.connection)
    return (0..<count).map { index in
      let act = history.pick(history.moments)
      let shift = history.pick([0, 0, -1, Int64(history.random.below(50_000_000)) * 1000])
      let moment = index == 0 ? now : max(History.start, Instant(microseconds: act.microseconds + shift))
      let present = moment.day
      let day = history.pick([
        RandomRow.day(&history.random), RandomRow.day(&history.random), present,
        Day(number: present.number - 1),
        Day(number: 12_100),
      ])
      return AsKnown(asOf: day, knownOn: moment)
    }
  }

  @Test(
    "every list and every figure of the report is that of the model, on any day and as known at any moment",
    arguments: 1...8)
  func model(_ seed: UInt64) throws {
    var history = try History(seed: seed)
    for _ in 0..<2 {
      try history.go(60)
      for known in try pairs(10, &history) { try compare(&history, known, seed) }
    }
    #expect(history.facts.count > 60 && history.facts.contains { $0.retracted != nil })
  }

  private func compare(_ history: inout History, _ known: AsKnown, _ seed: UInt64) throws {
    let place = "seed \(seed), --as-of \(known.asOf) --known-on \(known.knownOn)"
    for noun in Nouns.all
    where !["source", "coalition", "campaign", "petition", "claim"].contains(noun.form.noun) {
      let clocks = Clocks(asOf: known.asOf, knownOn: known.knownOn)
      let found = try FormListing.read(noun, clocks, on: &history.connection).rows.map(\.cells)
      let expected = history.list(noun.form.noun, known)
      if found != expected { Issue.record("\(place): \(noun.form.noun) \(found), by the model \(expected)") }
    }
    let report = try Record.report(
      "none", "\(known.asOf)", knownOn: known.knownOn, on: &history.connection)
    var figures = History.Figures()
    figures.agreements = [
      report.agreements.signed, report.agreements.ratified, report.agreements.inForce,
      report.agreements.refused,
    ]
    figures.statute = [report.statute.deposited, report.statute.inForce, report.statute.signatories]
    for coalition in report.coalitions { figures.members[coalition.coalition] = coalition.members }
    for petition in report.petitions {
      figures.endorsements[petition.petition] = petition.endorsements
      figures.signatures[petition.petition] = petition.signatures
      let counts = try PetitionCounts.read(
        petition.petition, Clocks(asOf: known.asOf, knownOn: known.knownOn), on: &history.connection)
      #expect(counts?.signatures == petition.signatures && counts?.endorsements == petition.endorsements)
    }
    figures.activities = report.activities.count
    let expected = history.figures(known)
    if figures != expected { Issue.record("\(place): \(figures), by the model \(expected)") }
  }

  @Test(
    "a name means what it meant at the moment of knowledge, and what is known and not yet true is no error")
  func names() throws {
    var connection = try Database.current.connect()
    func set(_ moment: String) throws { try connection.setForTransactions("rollcall.moment", to: moment) }
    try set("2021-01-01T00:00:00Z")
    try connection.execute(
      "UPDATE organization SET retracted_at = '2021-01-01T00:00:00Z', retracted_by = 'x' WHERE slug = 'o6'")
    try Record.form(Organization.self, "slug,name,sources\no6,Renamed,s1\n", on: &connection)
    func show(_ name: String, _ day: String?, _ asOf: String? = nil) throws -> [String?] {
      let moment = try day.map { try #require(Day($0)) }.map { Instant(startOf: $0) }
      let clocks = Clocks(asOf: asOf.flatMap { Day($0) }, knownOn: moment)
      return try FormListing.read(Organization.self, clocks, key: name, on: &connection).rows.map {
        $0.cells[1]
      }
    }
    #expect(try show("organization 6", "2020-06-01") == ["Organization 6"])
    #expect(try show("o6", "2020-06-01") == ["Organization 6"])
    #expect(try show("renamed", "2022-01-01") == ["Renamed"] && show("o6", nil) == ["Renamed"])
    for (name, day) in [("renamed", "2020-06-01"), ("organization 6", "2022-01-01"), ("o6", "2019-01-01")] {
      #expect(throws: RollError.self, "\(name) \(day)") { try show(name, day) }
    }
    try Record.form(
      Petition.self, "slug,campaign,title,opened\nlater,none,Later,2030-01-01\n", on: &connection)
    func petition(_ day: String) throws -> Int {
      try FormListing.read(Petition.self, Clocks(asOf: Day(day)), key: "later", on: &connection).rows.count
    }
    #expect(try petition("2029-12-31") == 0 && petition("2030-01-01") == 1)
    #expect(throws: RollError.self) {
      try FormListing.read(Petition.self, Clocks(asOf: Day("2030-01-01")), key: "latter", on: &connection)
    }
  }
}
