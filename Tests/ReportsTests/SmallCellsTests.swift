import Postgres
import PostgresTesting
import Testing

@testable import Reports
@testable import Roll

@Suite(.database(from: .small))
struct SmallCellsTests {
  /// A petition whose countries and days have few signatures or many.
  private static func file(_ seed: UInt64) -> String {
    var random = SplitMix64(state: seed)
    let countries = ["FRA", "DEU", "ESP", "ITA", "NOR", "SWE", "Atlantis", "", "JPN", "KEN"].prefix(
      2 + random.below(9))
    let shares = countries.map { _ in 1 + random.below(4) * random.below(9) }
    let undated = random.below(3) == 0 ? random.below(7) : 0
    var rows: [String] = []
    for (country, share) in zip(countries, shares) {
      for _ in 0..<share {
        let day = Day(number: 11_950 + random.below(20) * random.below(4))
        let state = ["", "", "", "", "", "pending", "invalidated", "withdrawn"][random.below(8)]
        let withdrawn = state == "withdrawn" ? Day(number: day.number + random.below(30)).description : ""
        let signed = rows.count < undated ? "" : day.description
        rows.append("a\(rows.count)@example.org,\(country),\(signed),\(state),\(withdrawn)")
      }
    }
    return "email,country,signed_at,status,withdrawn_at\n" + rows.joined(separator: "\n") + "\n"
  }

  private func petition(
    _ audience: StatusReport.Audience, _ day: String? = nil, _ connection: inout Connection
  ) throws -> StatusReport.PetitionStatus {
    try #require(try Record.report("none", day, audience: audience, on: &connection).petitions.first)
  }

  @Test("countries, unknown and others together are the signatures, for everybody and inside, on any day")
  func sums() throws {
    var connection = try Database.current.connect()
    for seed in 1...8 {
      let receipt = try Record.sign("nobody", Self.file(UInt64(seed)), on: &connection)
      for audience in StatusReport.Audience.allCases {
        for day in ["2002-09-21", "2002-10-05", nil] {
          let status = try petition(audience, day, &connection)
          let countries = status.byCountry.reduce(0) { $0 + $1.signatures }
          #expect(countries + status.unknownCountry + status.other.signatures == status.signatures, "\(seed)")
          #expect(status.byCountry.map(\.signatures) == status.byCountry.map(\.signatures).sorted(by: >))
          let days = status.byDay.reduce(0) { $0 + $1.signatures }
          #expect(days <= status.signatures)
          if audience == .internal {
            #expect(status.other == .init() && (day == nil || days == status.signatures), "\(seed)")
          }
        }
      }
      _ = try ImportUndo.run(batch: try #require(receipt.batch), on: &connection)
    }
  }

  @Test("nothing of fewer than five can be read from a public report, nor worked out from its sums")
  func disclosure() throws {
    var connection = try Database.current.connect()
    for seed in 21...40 {
      let receipt = try Record.sign("nobody", Self.file(UInt64(seed)), on: &connection)
      for day in ["2002-09-25", nil] {
        let status = try petition(.public, day, &connection)
        guard status.signatures >= SmallCells.threshold else { continue }
        expectNoSmallCell(status, "seed \(seed), \(day ?? "today")")
      }
      _ = try ImportUndo.run(batch: try #require(receipt.batch), on: &connection)
    }
  }

  private func expectNoSmallCell(_ status: StatusReport.PetitionStatus, _ place: String) {
    let small = 1..<SmallCells.threshold
    for country in status.byCountry { #expect(!small.contains(country.signatures), "\(place): \(country)") }
    #expect(!small.contains(status.unknownCountry), "\(place): unknown")
    // What is hidden is at least two cells: one alone would be the total less what is shown.
    let hidden = status.other.countries + (status.other.includesUnknown ? 1 : 0)
    #expect(!small.contains(status.other.signatures) && hidden != 1, "\(place): \(status.other)")
    for day in status.byDay { #expect(!small.contains(day.signatures), "\(place): \(day)") }
    let undated = status.signatures - status.byDay.reduce(0) { $0 + $1.signatures }
    #expect(!small.contains(undated), "\(place): the total less the days leaves \(undated)")
    for (one, two) in zip(status.byDay, status.byDay.dropFirst()) { #expect(one.day < two.from, "\(place)") }
  }

  @Test("statuses of fewer than five people are not told to everybody")
  func statuses() throws {
    var connection = try Database.current.connect()
    let rows = (0..<20).map {
      "a\($0)@example.org,2002-10-01,\($0 < 2 ? "pending" : $0 < 5 ? "invalidated" : "")"
    }
    try Record.sign("nobody", "email,signed_at,status\n\(rows.joined(separator: "\n"))\n", on: &connection)
    let status = try petition(.public, "2002-11-01", &connection)
    #expect(status.pending == nil && status.invalidated == nil)
    #expect(try petition(.internal, "2002-11-01", &connection).pending == 2)
  }

  @Test("suppression takes the smallest cells and no more than it must, for all small tables")
  func exhaustive() {
    let sizes = [1, 2, 4, 5, 9]
    for length in 1...5 {
      var places = Array(repeating: 0, count: length)
      repeat {
        let cells = places.enumerated().map {
          (iso3: $0 == 0 ? nil : "C\($0)", name: Optional<String>.none, count: sizes[$1])
        }
        check(cells)
      } while advance(&places, below: sizes.count)
    }
  }

  private func advance(_ places: inout [Int], below bound: Int) -> Bool {
    for index in places.indices {
      places[index] += 1
      if places[index] < bound { return true }
      places[index] = 0
    }
    return false
  }

  private func check(_ cells: [SignaturesByCountry.Output]) {
    let result = SmallCells.countries(cells, suppress: true)
    let total = cells.reduce(0) { $0 + $1.count }
    let shown = result.shown.map(\.signatures) + (result.unknown > 0 ? [result.unknown] : [])
    let hidden = result.other.countries + (result.other.includesUnknown ? 1 : 0)
    let isFine =
      shown.allSatisfy { $0 >= 5 } && shown.reduce(0, +) + result.other.signatures == total
      && shown.count + hidden == cells.count && (hidden != 1 || cells.count == 1)
      && (hidden == 0 || result.other.signatures >= 5 || shown.isEmpty)
      && (cells.contains { $0.count < 5 } || hidden == 0)
    if !isFine { Issue.record("\(cells.map(\.count)): \(result)") }
  }
}
