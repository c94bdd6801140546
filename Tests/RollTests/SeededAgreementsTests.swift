import Postgres
import PostgresTesting
import Testing

@testable import Roll

/// The seeds against the research that they were made from.
@Suite(.database(from: .seeded))
struct SeededAgreementsTests {
  private func states(_ connection: inout Connection) throws -> [String: AgreementStates.Output] {
    let now = try connection.value("SELECT clock_timestamp()", as: Instant.self)
    let known = AsKnown(asOf: try #require(now).day, knownOn: try #require(now))
    return Dictionary(
      uniqueKeysWithValues: try connection.every(AgreementStates(.init(), known)).map {
        ($0.agreement.iso3, $0)
      })
  }

  @Test("all 119 states of the research are in the seeds: 81 signed, 23 refused, 15 had not signed")
  func everyRow() throws {
    var connection = try Database.current.connect()
    let found = try states(&connection)
    #expect(Set(found.keys) == Set(ImpunityAgreements.rows.map(\.iso3)) && found.count == 119)
    for row in ImpunityAgreements.rows {
      let agreement = try #require(found[row.iso3]).agreement
      let status = row.status == "refused_publicly" ? "refused" : row.status
      #expect(agreement.status == status && agreement.kind == row.kind, "\(row.iso3)")
      #expect(!agreement.sources.isEmpty, "\(row.iso3)")
      let isSigned = !["refused", "not_signed"].contains(status)
      #expect(agreement.isSigned == isSigned && agreement.isRefused == (status == "refused"), "\(row.iso3)")
      guard isSigned else { continue }
      #expect(agreement.on?.notBefore?.description ?? "" == row.notBefore, "\(row.iso3)")
      #expect(agreement.on?.notAfter?.description ?? "" == row.notAfter, "\(row.iso3)")
      let precision = agreement.on?.calendarPrecision.rawValue
      // The research calls a day unknown wherever it has only bounds.
      #expect(
        row.precision == "unknown" ? precision != "day" : precision == row.precision, "\(row.iso3)")
    }
    let counts = AgreementCounts(found.values.map(\.agreement))
    #expect((counts.signed, counts.refused, counts.others) == (81, 23, 15))
    #expect(counts.day == ImpunityAgreements.rows.count { $0.precision == "day" })
  }

  @Test(
    "each day of a ratification and of an entry into force is the one of the research, and none is made up")
  func laterDays() throws {
    var connection = try Database.current.connect()
    let found = try states(&connection)
    for row in ImpunityAgreements.rows {
      let agreement = try #require(found[row.iso3]).agreement
      for (day, span) in [(row.ratified, agreement.ratified), (row.inForce, agreement.inForce)] {
        #expect(span?.notAfter?.description ?? "" == day, "\(row.iso3)")
        if !day.isEmpty { #expect(span?.precision == .day, "\(row.iso3)") }
      }
    }
  }

  @Test(
    "a state that had deposited when it signed is a party at signing, as the research says, and no other is")
  func membership() throws {
    var connection = try Database.current.connect()
    let found = try states(&connection)
    var compared = 0
    for row in ImpunityAgreements.rows where !row.notAfter.isEmpty && row.precision != "unknown" {
      let state = try #require(found[row.iso3])
      #expect(state.statuteAtSigning?.hasDeposited == (row.isParty == "true"), "\(row.iso3)")
      compared += 1
    }
    #expect(compared == 52)
    // Sierra Leone: only a latest day is known, so nobody can say what it was on the earliest.
    let sierraLeone = try #require(found["SLE"])
    #expect(sierraLeone.statuteAtSigning == .inForce && !sierraLeone.isStatuteAtSigningSure)
    let india = try #require(found["IND"])
    #expect(india.statuteAtSigning == .absent && india.isStatuteAtSigningSure && india.statuteNow == .absent)
    let chad = try #require(found["TCD"])
    #expect(chad.statuteAtSigning == .signed && chad.isStatuteAtSigningSure && chad.statuteNow == .inForce)
  }

  @Test("both sides of each contradiction are on record, with their sources, and one of them is followed")
  func contradictions() throws {
    var connection = try Database.current.connect()
    let now = try #require(try connection.value("SELECT clock_timestamp()", as: Instant.self))
    let day = try #require(Day("2003-01-29"))
    func others(_ day: Day) throws -> [String: AgreementContradictions.Output] {
      let all = try connection.every(
        AgreementContradictions(partner: "USA", states: [], AsKnown(asOf: day, knownOn: now)))
      return Dictionary(uniqueKeysWithValues: all.map { ("\($0.iso3) \($0.event)", $0) })
    }
    let then = try others(day)
    #expect(Set(then.keys) == ["SLE signed", "DOM signed"])
    let sierraLeone = try #require(then["SLE signed"])
    #expect(sierraLeone.counts && !sierraLeone.countsByOther)
    #expect(sierraLeone.followedSources == ["amnesty-2003-01-29"])
    #expect(
      sierraLeone.sources == ["afp-2003-01-24", "irin-2003-03-04", "us-state-department-2003-06-12"])
    let later = try others(try #require(Day("2026-01-01")))
    #expect(
      Set(later.keys) == ["AGO signed", "DOM signed", "GHA signed", "SLE signed", "TCD in_force"])
    for other in later.values {
      #expect(!other.sources.isEmpty && !other.followedSources.isEmpty && other.isFollowed, "\(other.iso3)")
      #expect(Set(other.sources) != Set(other.followedSources) || other.iso3 == "AGO" || other.iso3 == "TCD")
    }
  }

  @Test(
    "published figures that contradict each other stand side by side: 100 or 102, Dominica or its neighbour")
  func claims() throws {
    var connection = try Database.current.connect()
    let rows = try FormListing.read(Claim.self, on: &connection).rows.map(\.cells)
    func values(_ predicate: String, _ day: String) -> [String] {
      rows.filter { $0[2] == predicate && $0[6] == day }.compactMap { $0[3] }
    }
    #expect(values("agreement_count", "2006-12-11") == ["100", "102"])
    #expect(values("state_named", "2003-07-01") == ["Dominica", "Dominican Republic"])
    #expect(values("signatory_state_count", "2003-01-29") == ["19"])
    #expect(values("signatory_state_count", "2003-01-24") == ["18"])
    #expect(values("signatory_state_count", "2003-03-04") == ["21"])
  }
}
