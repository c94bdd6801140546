import Pages
import Postgres
import PostgresTesting
import Testing

@testable import Reports
@testable import Roll

/// What a report says of agreements beyond their number: how well days are known, who contradicts, who waits.
@Suite(.database(from: .record))
struct AgreementReportTests {
  @Test("nineteen signed: thirteen on a known day, five to the month or year, one by bounds only")
  func precision() throws {
    var connection = try Database.current.connect()
    let report = try Record.report("no-impunity", "2003-01-29", on: &connection)
    let precision = report.agreements.precision
    #expect(precision == .init(day: 13, monthOrYear: 5, bounds: 1, unknown: 0))
    let sentence = "13 on a known day, 5 to the month or year, 1 by bounds only"
    let text = TextPage.render(report.page(), width: 120)
    #expect(text.contains("19 signed: \(sentence); 0 ratified, 0 in force."))
    #expect(MarkdownPage.render(report.page()).contains(sentence))
    #expect(report.csv().contains("agreements,USA,,signed_on_known_day,13,"))
    #expect(try report.json().contains("\"month_or_year\" : 5"))
    for day in ["2002-07-31", "2003-06-30", "2026-11-01"] {
      let report = try Record.report("no-impunity", day, on: &connection)
      let known = report.agreements.precision
      #expect(known.day + known.monthOrYear + known.bounds + known.unknown == report.agreements.signed)
    }
  }

  @Test(
    "Sierra Leone is counted as the record follows, and the sources that leave it out are listed beside it")
  func sierraLeone() throws {
    var connection = try Database.current.connect()
    let report = try Record.report("no-impunity", "2003-01-29", on: &connection)
    #expect(report.agreements.signed == 19 && report.agreements.signedByOthers == 18)
    let other = try #require(report.agreements.contradictions.first { $0.iso3 == "SLE" })
    #expect(other.counted && !other.countedByOthers && other.event == "signed")
    let slugs = other.sources.compactMap { id in report.sources.first { $0.id == id }?.slug }
    #expect(Set(slugs) == ["afp-2003-01-24", "irin-2003-03-04", "us-state-department-2003-06-12"])
    let text = TextPage.render(report.page(), width: 400)
    #expect(text.contains("The figures follow the record's choice; by the others 18 would have signed:"))
    #expect(text.contains("Sierra Leone: signed by 2003-01-29"))
    #expect(text.contains("signed 2003-03-21..2003-06-12"))
    #expect(text.contains("by others, and so not yet on 2003-01-29."))
    #expect(report.csv().contains("contradiction,USA,SLE,signed,false,2003-03-21,2003-06-12,afp-2003-01-24"))
    // Later both agree that it had signed.
    let later = try Record.report("no-impunity", "2004-01-01", on: &connection)
    #expect(later.agreements.signed == later.agreements.signedByOthers)
    #expect(later.agreements.contradictions.contains { $0.iso3 == "SLE" && $0.counted && $0.countedByOthers })
  }

  @Test("published totals that differ stand side by side with what is counted here")
  func differing() throws {
    var connection = try Database.current.connect()
    let report = try Record.report("no-impunity", "2007-01-01", on: &connection)
    let text = TextPage.render(report.page(), width: 400)
    #expect(text.contains("US impunity agreements, agreement count, 2006-12-11: 100 ["))
    #expect(text.contains("or 102 ["))
    #expect(text.contains("state named, 2003-07-01: Dominica ["))
    #expect(text.contains("or Dominican Republic ["))
    let early = try Record.report("no-impunity", "2003-01-29", on: &connection)
    #expect(!TextPage.render(early.page(), width: 400).contains("Sources that differ"))
  }

  @Test(
    "the watch holds what is signed and not ratified, the longest first, with the next date in parliament")
  func watch() throws {
    var connection = try Database.current.connect()
    let first = try Record.report("no-impunity", "2003-01-29", on: &connection)
    #expect(first.agreements.watch.count == 19 && first.agreements.watch.first?.iso3 == "ROU")
    #expect(first.agreements.watch.first?.days == 181)
    #expect(first.agreements.watch.allSatisfy { $0.next == nil })
    let report = try Record.report("no-impunity", "2004-05-16", on: &connection)
    let guyana = try #require(report.agreements.watch.first { $0.iso3 == "GUY" })
    #expect(guyana.next?.notAfter?.description == "2004-05-17" && guyana.kind == "treaty")
    #expect(guyana.days == 157)
    let text = TextPage.render(report.page(), width: 200)
    #expect(text.contains("Next in parliament:") && text.contains("Guyana, 2004-05-17: National Assembly"))
    #expect(report.csv().contains("watch,USA,GUY,next,Motion to ratify the agreement"))
    let days = report.agreements.watch.compactMap(\.days)
    #expect(days == days.sorted(by: >))
    let after = try Record.report("no-impunity", "2004-05-18", on: &connection)
    #expect(after.agreements.watch.first { $0.iso3 == "GUY" }?.next == nil)
    for state in report.agreements.watch {
      #expect(report.agreements.states.contains { $0.iso3 == state.iso3 && $0.status == "signed" })
    }
  }

  @Test("deposits by kind add up to the deposits, and what left is told apart")
  func kinds() throws {
    var connection = try Database.current.connect()
    for (day, left, leaving) in [
      ("2003-01-29", 0, 0), ("2017-10-26", 0, 1), ("2017-10-27", 1, 0), ("2026-11-01", 3, 0),
    ] {
      let statute = try Record.report("no-impunity", day, on: &connection).statute
      let kinds = statute.byKind
      #expect(
        kinds.ratified + kinds.acceded + kinds.accepted + kinds.succeeded == statute.deposited, "\(day)")
      #expect((statute.left, statute.leaving) == (left, leaving), "\(day)")
    }
  }

  @Test("each agreement says how the state stood towards the Statute when it signed, and how it stands")
  func membership() throws {
    var connection = try Database.current.connect()
    let report = try Record.report("no-impunity", "2026-11-01", on: &connection)
    let chad = try #require(report.agreements.states.first { $0.iso3 == "TCD" })
    #expect(chad.statuteAtSigning == .signed && chad.statuteAtSigningSure && chad.statuteNow == .inForce)
    #expect(report.agreements.refusals.allSatisfy { $0.statuteAtSigning == nil })
    #expect(report.agreements.states.allSatisfy { $0.statuteAtSigning != nil })
    let then = report.agreements.states.count { $0.statuteAtSigning?.hasDeposited ?? false }
    let now = report.agreements.states.count { $0.statuteNow.hasDeposited }
    #expect(then < now)
    let sentence =
      "Of these states \(then) had deposited an instrument of the Rome Statute when they signed; \(now) held one"
    #expect(TextPage.render(report.page(), width: 400).contains(sentence))
  }
}

@Suite(.database(from: .record))
struct DossierTests {
  @Test(
    "the dossier of an agreement tells both states, the events in order, what others say, and comes back from its JSON"
  )
  func agreement() throws {
    var connection = try Database.current.connect()
    let dossier = try AgreementDossier.gather("SLE", asOf: nil, knownOn: nil, on: &connection)
    let agreement = try #require(dossier.agreements.first)
    #expect(dossier.agreements.count == 1 && agreement.partner == "USA" && agreement.kind == "treaty")
    #expect(agreement.status == "ratified" && agreement.since?.written == "2003-05-06")
    #expect(agreement.signed?.written == "by 2003-01-29" && agreement.watch == nil)
    #expect(
      agreement.events.map(\.event) == ["signed", "ratified"] && agreement.others.map(\.event) == ["signed"])
    let text = TextPage.render(dossier.page(), width: 100)
    for words in ["Sierra Leone", "United States", "What other sources say", "AFP, 24 January 2003"] {
      #expect(text.contains(words), "\(words)")
    }
    for line in TextPage.render(dossier.page(), width: 60).split(separator: "\n") {
      #expect(DisplayWidth.columns(of: String(line)) <= 60, "\(line)")
    }
    let then = try AgreementDossier.gather("SLE", asOf: Day("2003-02-01"), knownOn: nil, on: &connection)
    #expect(then.agreements.first?.status == "signed" && then.agreements.first?.events.count == 1)
    #expect(then.agreements.first?.watch?.days == 3)
    #expect(throws: RollError.self) {
      try AgreementDossier.gather("FRA", asOf: nil, knownOn: nil, on: &connection)
    }
    #expect(throws: RollError.self) {
      try AgreementDossier.gather("SLE", asOf: nil, knownOn: Instant(microseconds: 0), on: &connection)
    }
  }

  @Test("the dossier of the Statute checks the recorded day of entry into force against article 126")
  func statute() throws {
    var connection = try Database.current.connect()
    func text(_ state: String) throws -> String {
      let dossier = try StatuteDossier.gather(state, asOf: nil, knownOn: nil, on: &connection)
      return TextPage.render(dossier.page(), width: 300)
    }
    #expect(try text("FRA").contains("in force 2002-07-01, as article 126 says"))
    #expect(try text("MNE").contains("in force 2006-06-03 as recorded; article 126 would give 2007-01-01"))
    let hungary = try text("HUN")
    #expect(hungary.contains("left") && hungary.contains("2025-06-02") && hungary.contains("2026-06-02"))
    #expect(try text("USA").contains("declined"))
    #expect(throws: RollError.self) {
      try StatuteDossier.gather("CHN", asOf: nil, knownOn: nil, on: &connection)
    }
  }
}
