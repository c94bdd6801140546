import Pages
import Roll
import Testing

@testable import Reports

@Suite struct PaceTests {
  private static let asOf = Day(number: 19_800)

  /// A petition with these signatures on the days before the report's, the latest first.
  private static func petition(
    _ byDay: [Int], goal: Int64?, openedDaysAgo: Int, closesIn: Int? = nil, kind: String = "petition"
  ) -> StatusReport.PetitionStatus {
    let days = byDay.enumerated().reversed().filter { $0.element > 0 }.map { index, count in
      let day = Day(number: asOf.number - index)
      return StatusReport.DayCount(day: day, from: day, signatures: count)
    }
    return StatusReport.PetitionStatus(
      petition: "p", title: "P", kind: kind, addressee: nil, opened: Day(number: asOf.number - openedDaysAgo),
      closed: closesIn.map { Day(number: asOf.number + $0) }, goal: goal, signatures: byDay.reduce(0, +),
      onPaper: 0, onPartnerPlatforms: 0, countedApart: [],
      endorsements: 0, pending: 0, invalidated: 0, withdrawn: 0, undated: 0, synthetic: false, byCountry: [],
      unknownCountry: 0, other: .init(), byDay: days, falls: [], lastImport: nil, rejectedRows: 0, sources: []
    ).paced(asOf)
  }

  @Test("The range reaches from the fastest to the slowest of the last four whole weeks, and rounds days up")
  func range() throws {
    // 70, 35, 14 and 7 a week, and an older week that does not count.
    let weeks = [10, 5, 2, 1, 100].flatMap { Array(repeating: $0, count: 7) }
    let pace = try #require(Self.petition(weeks, goal: 1_000, openedDaysAgo: 60).pace)
    #expect(pace.weeks == 4 && pace.signatures == 126)
    let missing = 1_000 - 826
    #expect(pace.goalNotBefore == Day(number: Self.asOf.number + (missing * 7 + 69) / 70))
    #expect(pace.goalNotAfter == Day(number: Self.asOf.number + missing))
  }

  @Test("No day is promised without a goal, beyond it, or from a week in which nobody signed")
  func noPromise() throws {
    let weeks = Array(repeating: 3, count: 28)
    #expect(try #require(Self.petition(weeks, goal: nil, openedDaysAgo: 60).pace).goalNotBefore == nil)
    #expect(try #require(Self.petition(weeks, goal: 84, openedDaysAgo: 60).pace).goalNotBefore == nil)
    let quiet = try #require(
      Self.petition([5] + Array(repeating: 0, count: 27), goal: 10, openedDaysAgo: 60).pace)
    #expect(quiet.goalNotBefore == Day(number: Self.asOf.number + 7) && quiet.goalNotAfter == nil)
    let endless = try #require(Self.petition(weeks, goal: .max, openedDaysAgo: 60).pace)
    #expect(endless.goalNotBefore == nil && endless.goalNotAfter == nil)
  }

  @Test("A petition that is closed, a letter, or younger than two weeks has no pace")
  func noPace() {
    let weeks = Array(repeating: 3, count: 28)
    #expect(Self.petition(weeks, goal: 1_000, openedDaysAgo: 60, closesIn: 0).pace == nil)
    #expect(Self.petition(weeks, goal: 1_000, openedDaysAgo: 60, closesIn: 1).pace != nil)
    #expect(Self.petition(weeks, goal: 1_000, openedDaysAgo: 12).pace == nil)
    #expect(Self.petition(weeks, goal: 1_000, openedDaysAgo: 13).pace?.weeks == 2)
    #expect(Self.petition(weeks, goal: 1_000, openedDaysAgo: 60, kind: "letter").pace == nil)
  }

  @Test("The words give the range and say what it rests on")
  func words() throws {
    let weeks = [10, 5, 2, 1].flatMap { Array(repeating: $0, count: 7) }
    let text = try #require(
      Self.petition(weeks, goal: 1_000, openedDaysAgo: 60).paceParagraph?.runs.first?.text)
    #expect(
      text.hasPrefix("In the last 4 weeks 126 signed, about 5 a day. Were every week to come as the fastest"))
    #expect(
      text.contains("the goal of 1,000 would be reached between \(Day(number: Self.asOf.number + 88)) and"))
  }
}
