import Pages
import Postgres
import PostgresTesting
import Testing

@testable import Reports
@testable import Roll

@Suite(.database(from: .record))
struct PressureReportTests {
  @Test("on 1 July 2003: 47 states cut off, 35 of which had received aid, 22 spared; the day before, nothing")
  func measures() throws {
    var connection = try Database.current.connect()
    let before = try Record.report("no-impunity", "2003-06-30", on: &connection)
    #expect(before.measures == .init(partner: "USA"))
    #expect(!TextPage.render(before.page()).contains("Aid and pressure"))
    let report = try Record.report("no-impunity", "2003-07-01", on: &connection)
    let measures = report.measures
    #expect((measures.cut, measures.receivedAid, measures.receivedNone, measures.waived) == (47, 35, 12, 22))
    #expect((measures.lifted, measures.threatened, measures.atStake, measures.sanctioned) == (0, 0, 0, 0))
    #expect(measures.taken.count == 69 && measures.taken.allSatisfy { !$0.sources.isEmpty })
    #expect(measures.contradictions.map(\.iso3) == ["DOM"] && !measures.sources.isEmpty)
    let text = TextPage.render(report.page(), width: 200)
    #expect(
      text.contains("47 states cut off from aid (35 had received some, 12 none); 22 spared by a waiver."))
    #expect(text.contains("Dominican Republic: cut, 2003-07-01"))
    #expect(report.csv().contains("\nmeasures,USA,,cut,47,"))
    #expect(report.csv().contains("\nmeasures,USA,DMA,cut,received,2003-07-01,2003-07-01,"))
    #expect(report.csv().contains("\nmeasures_otherwise,USA,DOM,cut,,2003-07-01,2003-07-01,cnn-2003-07-01"))
  }

  @Test(
    "a state counts once however often it was cut off, also after the cut was lifted; another partner's is left out"
  )
  func once() throws {
    var connection = try Database.current.connect()
    try Record.form(
      PressureMeasure.self,
      """
      state,partner,kind,on,aid,sources
      ATG,USA,cut,2003-07-01,economic aid,own observation
      ATG,USA,lifted,2003-11-01,military aid,voa-2003-11-02
      KEN,GBR,cut,2003-07-01,,own observation
      KEN,USA,threat,,,own observation

      """, on: &connection)
    let report = try Record.report("no-impunity", "2003-11-01", on: &connection)
    #expect((report.measures.cut, report.measures.receivedAid, report.measures.lifted) == (47, 35, 1))
    #expect(!report.measures.taken.contains { $0.iso3 == "KEN" })
    #expect(report.leftOut.first { $0.noun == "measure" }?.facts == 1)
    #expect(try Record.report("no-impunity", "2003-10-31", on: &connection).measures.lifted == 0)
    #expect(try Record.report("no-impunity", on: &connection).measures.threatened == 1)
  }

  @Test("signatures without names stand apart, with their possible overlap, and are added to no other figure")
  func counts() throws {
    var connection = try Database.current.connect()
    let plain = try Record.report("no-impunity", "2003-01-29", on: &connection)
    try Record.sign("no-impunity", "email,signed_at\na@example.org,2002-10-01\n", on: &connection)
    try Record.form(
      UnnamedCount.self,
      """
      petition,kind,organization,number,on,overlap,note,sources
      no-impunity,paper,,1200,2003-01-20,possible,Also asked for e-mail addresses,own observation
      no-impunity,partner platform,omct,300,2003-01-20,none,,own observation
      no-impunity,paper,,7,2003-02-20,none,,own observation
      no-impunity,paper,,9,,unknown,,own observation

      """, on: &connection)
    let report = try Record.report("no-impunity", "2003-01-29", on: &connection)
    let petition = try #require(report.petitions.first { $0.petition == "no-impunity" })
    #expect((petition.signatures, petition.onPaper, petition.onPartnerPlatforms) == (1, 1200, 300))
    #expect(petition.countedApart.map(\.signatures) == [1200, 300])
    #expect(petition.byDay.reduce(0) { $0 + $1.signatures } == 1)
    #expect(report.leftOut.first { $0.noun == "count" }?.facts == 1)
    #expect(
      report.claims.map(\.counted) == plain.claims.map { $0.predicate == "signature_count" ? 1 : $0.counted })
    let text = TextPage.render(report.page(), width: 300)
    #expect(
      text.contains(
        "1,200 on paper, possibly by people who are among the named signatures too (Also asked for e-mail addresses)"
      ))
    #expect(text.contains("300 on partners' platforms, by people who are not among the named signatures"))
    #expect(text.contains("1; apart from them 1,500 without names") || text.contains("apart from them 1,500"))
    #expect(report.csv().contains(",on_paper,1200,") && report.csv().contains(",on_partner_platforms,300,"))
  }

  @Test("a petition that nobody signed by name shows what was counted without names")
  func withoutNames() throws {
    var connection = try Database.current.connect()
    try Record.form(
      UnnamedCount.self, "petition,kind,number,on,sources\nno-impunity,paper,50,2003-01-20,own observation\n",
      on: &connection)
    let report = try Record.report("no-impunity", "2003-01-29", audience: .public, on: &connection)
    let text = TextPage.render(report.page(), width: 200)
    #expect(text.contains("50 on paper, of which nobody knows how many"))
  }
}
