import Foundation
import Testing

/// The demonstration's report, held against what is known of the real campaign.
struct ReportTests {
  private struct Report: Decodable {
    struct Petition: Decodable {
      struct Country: Decodable { var signatures: Int }
      struct Day: Decodable { var signatures: Int }
      struct Other: Decodable { var signatures: Int }
      var petition: String
      var signatures: Int
      var by_country: [Country]
      var by_day: [Day]
      var unknown_country: Int
      var other: Other?
    }
    struct Agreements: Decodable {
      struct State: Decodable {
        var iso3: String
        var status: String
      }
      var signed: Int
      var ratified: Int
      var in_force: Int
      var states: [State]
    }
    struct Statute: Decodable {
      var deposited: Int
      var in_force: Int
    }
    var campaign: String
    var as_of: String
    var synthetic: Bool
    var petitions: [Petition]
    var agreements: Agreements
    var statute: Statute
  }

  /// The demonstration, loaded once.
  private static let place = Result {
    let place = try Place()
    let outcome = try Command.run(["demo", "--quiet"], in: place)
    #expect(outcome.code == 0, "\(outcome.errors)")
    return place
  }

  private func report(_ day: String, _ more: String...) throws -> Report {
    let outcome = try Command.run(
      ["report", "no-impunity", "--as-of", day, "--format", "json", "--database", "demo"] + more,
      in: try Self.place.get())
    #expect(outcome.code == 0, "\(outcome.errors)")
    return try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8))
  }

  @Test("On 29 January 2003 the report says what the press release of that day says")
  func deliveryDay() throws {
    let report = try report("2003-01-29")
    #expect(report.campaign == "no-impunity")
    #expect(report.as_of == "2003-01-29")
    #expect(report.synthetic)
    let petition = try #require(report.petitions.first { $0.petition == "no-impunity" })
    #expect(petition.signatures == 84_598)
    #expect(report.statute.deposited == 87)
    #expect(report.statute.in_force == 81)
    #expect(report.agreements.signed == 19)
    #expect(report.agreements.ratified == 0)
    let signed = Set(report.agreements.states.filter { $0.status == "signed" }.map(\.iso3))
    #expect(
      signed == [
        "AFG", "DJI", "DOM", "GMB", "HND", "IND", "ISR", "LKA", "MHL", "MRT", "FSM", "NPL", "PLW",
        "ROU",
        "SLE", "SLV", "TJK", "TLS", "UZB",
      ])
  }

  @Test("The countries and the days add up to the signatures", arguments: ["public", "internal"])
  func sums(audience: String) throws {
    let petition = try #require(
      try report("2003-01-29", "--audience", audience).petitions.first { $0.petition == "no-impunity" })
    let countries = petition.by_country.reduce(0) { $0 + $1.signatures }
    #expect(countries + petition.unknown_country + (petition.other?.signatures ?? 0) == petition.signatures)
    #expect(petition.by_day.reduce(0) { $0 + $1.signatures } == petition.signatures)
    if audience == "public" { #expect(petition.by_country.allSatisfy { $0.signatures >= 5 }) }
  }

  @Test(
    "The Rome Statute's states are those of the depositary's record",
    arguments: [
      ("2002-07-01", 76, 66), ("2003-01-29", 87, 81), ("2015-04-01", 123, nil), ("2020-02-01", 123, nil),
      ("2025-01-01", 125, nil), ("2026-06-02", 124, nil),
    ] as [(String, Int, Int?)])
  func statute(day: String, deposited: Int, inForce: Int?) throws {
    let statute = try report(day).statute
    if let inForce {
      #expect(statute.deposited == deposited)
      #expect(statute.in_force == inForce)
    } else {
      #expect(statute.in_force == deposited)
    }
  }

  @Test("Before the petition opened nobody had signed, and before the first agreement none was signed")
  func before() throws {
    let report = try report("2002-07-31")
    #expect(report.petitions.allSatisfy { $0.signatures == 0 })
    #expect(report.agreements.signed == 0)
    #expect(report.agreements.states.isEmpty)
  }
}
