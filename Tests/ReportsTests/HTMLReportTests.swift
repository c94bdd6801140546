import Foundation
import Pages
import Postgres
import PostgresTesting
import Testing

@testable import Reports
@testable import Roll

@Suite(.database(from: .record))
struct HTMLReportTests {
  private static func count(_ words: String, in text: String) -> Int {
    text.components(separatedBy: words).count - 1
  }

  @Test(
    "The page of the record is one file of at most 500 KB that refers to nothing outside but by links of its sources"
  )
  func size() throws {
    var connection = try Database.current.connect()
    for report in try Faces.reports(&connection) {
      let html = HTMLPage.render(report.page())
      #expect(html.utf8.count <= 500_000, "\(html.utf8.count) bytes")
      #expect(html == HTMLPage.render(report.page()))
      #expect(!html.contains(" src=") && !html.contains("<script") && !html.contains("@import"))
      let addresses = report.sources.count { ($0.address ?? "").hasPrefix("http") }
      #expect(Self.count("href=\"http", in: html) == addresses && Self.count("url(http", in: html) == 0)
      #expect(Self.count("<li id=\"source-", in: html) == report.sources.count)
    }
  }

  @Test(
    "The page carries its command, its versions, its two clocks and its audience, and says that signatures are synthetic"
  )
  func imprint() throws {
    var connection = try Database.current.connect()
    let report = try #require(try Faces.reports(&connection).dropFirst().first)
    let html = HTMLPage.render(report.page())
    for words in [
      report.command, "report schema 1", "\(report.asOf): what was true",
      "\(report.knownOn): what was on record",
      "the public:", "synthetic: made up",
    ] {
      #expect(html.contains(words), "\(words)")
    }
  }

  @Test(
    "Pictures and figures say the same: the parties, the signed, the refused",
    arguments: ["2003-01-29", "2004-06-30", "2010-01-01"])
  func standing(day: String) throws {
    var connection = try Database.current.connect()
    let report = try Record.report("no-impunity", day, on: &connection)
    #expect(report.standing.states.count { $0.party } == report.statute.deposited)
    let last = try #require(report.standing.agreementSteps.last)
    #expect(last.signed + last.ratified == report.agreements.signed)
    #expect(last.refused == report.agreements.refused)
    let statuses = report.agreements.states.filter { ["ratified", "in_force"].contains($0.status) }
    #expect(last.ratified == statuses.count)
    guard case .map(let map)? = report.worldMap?.drawing else {
      Issue.record("no map")
      return
    }
    #expect(map.keys.reduce(0) { $0 + $1.hatched + $1.plain } == report.standing.states.count)
    #expect(map.keys.reduce(0) { $0 + $1.hatched } == report.statute.deposited)
    #expect(map.regions.count { $0.isHatched } == report.statute.deposited, "every party is drawn")
  }

  @Test("A petition's growth ends with the sum of its days, has its goal, and marks what happened meanwhile")
  func growth() throws {
    var connection = try Database.current.connect()
    var report = try #require(try Faces.reports(&connection).dropFirst().first)
    let index = try #require(report.petitions.firstIndex { $0.petition == "no-impunity" })
    report.petitions[index].goal = 100
    let picture = try #require(report.growth(of: report.petitions[index]))
    guard case .steps(let chart) = picture.drawing else {
      Issue.record("no steps")
      return
    }
    #expect(chart.steps.last?.values == [60])
    #expect(chart.goal == .init(100, "Goal 100"))
    #expect(chart.events.count == 4 && chart.events.allSatisfy { chart.span.contains($0.at) })
    #expect(chart.span.upperBound == report.asOf.number)
  }

  @Test("A report that is restated says the same of another day and moment, and nothing else changes")
  func restated() throws {
    var connection = try Database.current.connect()
    let report = try Record.report("no-impunity", "2003-01-29", on: &connection)
    let day = try #require(Day("2003-02-01"))
    let other = report.restated(asOf: day, knownOn: Instant(startOf: day))
    #expect(other.command.contains("--as-of 2003-02-01 --known-on 2003-02-01T00:00:00Z"))
    #expect(other.restated(asOf: report.asOf, knownOn: report.knownOn) == report)
    #expect(other.sources == report.sources && other.petitions == report.petitions)
  }
}

@Suite(.database(from: .small))
struct HTMLForeignTextTests {
  @Test("No text of the record is markup or a control character in the page")
  func inert() throws {
    var connection = try Database.current.connect()
    let nasty = "<script>alert(1)</script> \"' onload=x &amp; \u{1B}[31m \u{202E}rtl العفو"
    let cell = "\"" + nasty.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    try Record.form(
      Petition.self, "slug,campaign,title,kind,opened,sources\nnasty,none,\(cell),letter,2002-01-01,s1\n",
      on: &connection)
    try Record.form(
      Activity.self, "on,kind,title,actor,campaign,sources\n2002-01-02,event,\(cell),\(cell),none,s2\n",
      on: &connection)
    let html = HTMLPage.render(try Record.report("none", "2003-01-29", on: &connection).page())
    #expect(!html.contains("<script") && !html.contains("\u{1B}") && !html.contains("\u{202E}"))
    #expect(
      html.contains(
        "&lt;script&gt;alert(1)&lt;/script&gt; &quot;&#39; onload=x &amp;amp; \\u{1B}[31m \\u{202E}rtl <bdi>العفو</bdi>"
      ))
  }
}

@Suite struct DayAxisTests {
  @Test("At most six words stand along a stretch of any length, all within it")
  func ticks() throws {
    let start = try #require(Day("2002-09-17"))
    for length in [0, 1, 14, 134, 365, 1_000, 9_000, 300_000] {
      let end = Day(number: start.number + length)
      let ticks = DayAxis.ticks(from: start, to: end)
      #expect((1...6).contains(ticks.count), "\(length): \(ticks.count)")
      #expect(ticks.allSatisfy { (start.number...end.number).contains($0.at) })
    }
    #expect(
      DayAxis.ticks(from: start, to: Day(number: start.number + 134)).map(\.label) == [
        "2002-10", "2002-11", "2002-12", "2003-01",
      ])
  }
}
