import Postgres
import PostgresTesting
import Testing

@testable import Roll

@Suite(.database(from: .rules))
struct AgreementWatchTests {
  private func watch(_ day: String, _ connection: inout Connection) throws -> [AgreementWatch.Output] {
    let now = try connection.value("SELECT clock_timestamp()", as: Instant.self)
    return try connection.every(
      AgreementWatch(AsKnown(asOf: try #require(Day(day)), knownOn: try #require(now))))
  }

  private func record(_ connection: inout Connection) throws {
    try Forms.load(
      Agreement.self,
      """
      state,partner,kind,event,on,sources
      FRA,USA,treaty,signed,2003-05-02,s1
      DEU,USA,treaty,signed,2003-01,s1
      ESP,USA,treaty,signed,2003-03-01,s1
      ESP,USA,treaty,ratified,2004-02-01,s1
      ITA,USA,exchange of notes,signed,2003-01-05,s1
      ITA,USA,exchange of notes,in_force,2003-01-05,s1
      JPN,USA,treaty,signed,2003-02-01,s1
      JPN,USA,treaty,rejected,2005-01-01,s1
      KEN,USA,treaty,refused,2003-01-01,s1
      FRA,GBR,treaty,signed,2003-06-01,s1

      """, on: &connection)
  }

  @Test("what is ratified, in force, rejected or refused does not wait, and what waits longest stands first")
  func order() throws {
    var connection = try Database.current.connect()
    try record(&connection)
    #expect(
      try watch("2004-01-31", &connection).map { "\($0.iso3) \($0.partner)" }
        == ["DEU USA", "JPN USA", "ESP USA", "FRA USA", "FRA GBR"])
    #expect(try watch("2004-02-01", &connection).map(\.iso3) == ["DEU", "JPN", "FRA", "FRA"])
    #expect(try watch("2005-01-01", &connection).map(\.iso3) == ["DEU", "FRA", "FRA"])
    #expect(try watch("2003-01-30", &connection).isEmpty)
  }

  @Test("the next date in parliament is the first that has not passed, of this agreement, by code or name")
  func next() throws {
    var connection = try Database.current.connect()
    try record(&connection)
    try Forms.load(
      Activity.self,
      """
      on,kind,title,about,sources
      2003-09-01,parliament,First reading,agreement FRA,s1
      2003-10-01,Parliament,Second reading,Agreement France with United States,s1
      2003-11-01,parliament,British reading,agreement FRA with GBR,s1
      2003-12,parliament,German reading,agreement Germany,s1
      2003-09-02,meeting,No reading,agreement DEU,s1
      2003-09-03,parliament,No agreement,budget,s1

      """, on: &connection)
    func titles(_ day: String) throws -> [String: String] {
      Dictionary(
        uniqueKeysWithValues: try watch(day, &connection).map {
          ("\($0.iso3) \($0.partner)", $0.next?.title ?? "-")
        })
    }
    let early = try titles("2003-08-01")
    #expect(early["FRA USA"] == "First reading" && early["FRA GBR"] == "First reading")
    #expect(early["DEU USA"] == "German reading" && early["JPN USA"] == "-")
    let later = try titles("2003-09-02")
    #expect(later["FRA USA"] == "Second reading" && later["FRA GBR"] == "British reading")
    #expect(try titles("2003-12-31")["DEU USA"] == "German reading")
    #expect(try titles("2004-01-01")["DEU USA"] == "-")
  }

  @Test("where the state deposited between the two bounds of its signature, nobody knows which came first")
  func membershipAtSigning() throws {
    var connection = try Database.current.connect()
    try Forms.load(
      Statute.self,
      """
      state,event,on,sources
      FRA,signed,1998-07-18,s1
      FRA,ratified,2003-02-10,s1
      DEU,ratified,2003-02-10,s1

      """, on: &connection)
    try Forms.load(
      Agreement.self,
      """
      state,partner,event,on,sources
      FRA,USA,signed,2003-01-24..2003-04-16,s1
      FRA,GBR,signed,2003-01,s1
      DEU,USA,signed,..2003-04-16,s1
      DEU,GBR,signed,2003-06-01..,s1
      KEN,USA,refused,2003,s1

      """, on: &connection)
    let now = try #require(try connection.value("SELECT clock_timestamp()", as: Instant.self))
    let found = try connection.every(AgreementStates(.init(), AsKnown(asOf: now.day, knownOn: now)))
    let told = found.map {
      let then = $0.statuteAtSigning?.rawValue ?? "-"
      return "\($0.agreement.iso3) \($0.agreement.partner) \(then) \($0.isStatuteAtSigningSure)"
    }
    #expect(
      told == [
        "DEU GBR in_force true", "DEU USA deposited false", "FRA GBR signed true", "FRA USA deposited false",
        "KEN USA - false",
      ])
  }

  @Test("a date in parliament about an agreement of nobody is refused, with how to write it")
  func refused() throws {
    var connection = try Database.current.connect()
    let (receipt, reasons) = try Forms.tryLoad(
      Activity.self,
      """
      on,kind,title,about,sources
      2003-09-01,parliament,Reading,agreement Narnia,s1
      2003-09-01,parliament,Reading,agreement FRA with Narnia,s1
      2003-09-01,parliament,Reading,agreement FRA with GBR,s1
      2003-09-01,event,Reading,agreement Narnia,s1

      """, on: &connection)
    #expect(receipt.rejected == 2 && receipt.new == 2)
    #expect(reasons.allSatisfy { $0.contains("names no state") && $0.contains("agreement GUY with USA") })
  }

  @Test(
    "a wait is told in whole days, months or years, never longer than it is certain to last",
    arguments: [
      ("2003-05-02", "2003-05-02", "0 days"), ("2003-05-02", "2003-05-03", "1 day"),
      ("2003-05-02", "2003-07-01", "60 days"), ("2003-05-02", "2003-07-02", "2 months"),
      ("2003-05-02", "2005-05-01", "23 months"), ("2003-05-02", "2005-05-02", "2 years"),
      ("2003-05", "2003-06-01", "at least 1 day"), ("..2003-05-02", "2026-05-01", "at least 22 years"),
    ])
  func elapsed(since: String, asOf: String, words: String) throws {
    #expect(Elapsed(since: DateSpan(since), asOf: try #require(Day(asOf)))?.words == words)
  }

  @Test("what has no latest day, or has not begun, has not lasted")
  func notBegun() throws {
    let day = try #require(Day("2003-05-02"))
    #expect(Elapsed(since: DateSpan("2003-05-01.."), asOf: day) == nil)
    #expect(Elapsed(since: DateSpan("2003-05-03"), asOf: day) == nil)
    #expect(Elapsed(since: nil, asOf: day) == nil)
  }

  @Test(
    "a date is told as well as it is known, and its precision is the smallest calendar period that holds it",
    arguments: [
      ("2003-05-02", "2003-05-02", "day"), ("2003-05", "2003-05", "month"), ("2003", "2003", "year"),
      ("..2003-01-29", "by 2003-01-29", "bounds"), ("2003-07-01..", "2003-07-01 or later", "bounds"),
      ("2002-09-15..2002-09-20", "2002-09-15..2002-09-20", "month"),
      ("2002-08-27..2002-09-20", "2002-08-27..2002-09-20", "year"),
      ("2002-12-26..2003-01-24", "2002-12-26..2003-01-24", "bounds"),
    ])
  func words(written: String, known: String, precision: String) throws {
    let span = try #require(DateSpan(written))
    #expect(span.asKnown == known && span.calendarPrecision.rawValue == precision)
  }
}
