import Postgres
import PostgresTesting
import Testing

@testable import Roll

/// A slow reading of counts, one by one, against the statement that sums them. Random histories: what the rules refuse is there
/// for neither.
@Suite(.database(from: .rules))
struct CountsModelTests {
  private func written(_ random: inout SplitMix64) -> String {
    let day = Day(number: 12_000 + random.below(300))
    return ["\(day)", "\(day)", String("\(day)".prefix(7)), "..\(day)", "\(day)..", ""][random.below(6)]
  }

  private func rows(_ random: inout SplitMix64) -> String {
    let rows = (0..<80).map { number in
      let kind = UnnamedCount.kinds[random.below(2)]
      let organization = kind == "paper" ? ["", "a"][random.below(2)] : ["a", "b", "c"][random.below(3)]
      return [
        "p1", kind, organization, ["", "FRA", "DEU"][random.below(3)], "\(1 + random.below(1000))",
        written(&random), ["", "x"][random.below(2)], ["none", "unknown"][random.below(2)],
        random.below(8) == 0 ? "other" : "", "s1",
      ].joined(separator: ",")
    }
    return "petition,kind,organization,country,number,on,label,overlap,standing,sources\n"
      + rows.joined(separator: "\n") + "\n"
  }

  /// Sums by kind and overlap.
  private func model(_ rows: [FormRow], _ known: AsKnown) -> [String: Int] {
    var sums: [String: Int] = [:]
    var newest: [[String]: (days: [Int], key: String, number: Int)] = [:]
    for row in rows where row[UnnamedCount.form, "standing"] == "followed" {
      func cell(_ name: String) -> String { row[UnnamedCount.form, name] ?? "" }
      let span = DateSpan(cell("on"))
      guard span?.notAfter.map({ $0 <= known.asOf }) ?? (known.asOf >= known.knownOn.day) else { continue }
      let key = "\(cell("kind")), \(cell("overlap"))"
      let number = Int(cell("number")) ?? 0
      guard cell("kind") != "paper" else {
        sums[key, default: 0] += number
        continue
      }
      let counter = ["organization", "country", "label"].map(cell)
      let days = [span?.notAfter?.number ?? Int.min, span?.notBefore?.number ?? Int.min, number]
      if let held = newest[counter], !held.days.lexicographicallyPrecedes(days) { continue }
      newest[counter] = (days, key, number)
    }
    for reading in newest.values { sums[reading.key, default: 0] += reading.number }
    return sums
  }

  @Test("on every day the sums are those of the model", arguments: 1...4)
  func sums(_ seed: UInt64) throws {
    var connection = try Database.current.connect()
    var random = SplitMix64(state: seed)
    let receipt = try Forms.tryLoad(UnnamedCount.self, rows(&random), on: &connection).receipt
    #expect(receipt.new > 40)
    let held = try FormListing.read(UnnamedCount.self, on: &connection).rows
    let petition = try #require(try connection.value("SELECT min(petition_id) FROM petition", as: Int64.self))
    let now = try #require(try connection.value("SELECT clock_timestamp()", as: Instant.self))
    for number in Array(stride(from: 11_990, through: 12_340, by: 7)) + [now.day.number] {
      let known = AsKnown(asOf: Day(number: number), knownOn: now)
      let found = try connection.every(CountsApart(petition: petition, known))
      let sums = Dictionary(uniqueKeysWithValues: found.map { ("\($0.kind), \($0.overlap)", $0.number) })
      #expect(sums == model(held, known), "\(known.asOf)")
    }
  }
}
