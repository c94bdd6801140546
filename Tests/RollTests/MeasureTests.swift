import Postgres
import PostgresTesting
import Testing

@testable import Roll

/// The measures of the seeds, against the file that they were made from: 47 states cut off, 35 of which had received aid,
/// and 22 spared.
@Suite(.database(from: .seeded))
struct MeasureTests {
  private func taken(_ day: String, _ connection: inout Connection) throws -> [MeasuresTaken.Output] {
    let now = try #require(try connection.value("SELECT clock_timestamp()", as: Instant.self))
    let known = AsKnown(asOf: try #require(Day(day)), knownOn: now)
    return try connection.every(MeasuresTaken(partner: "USA", states: [], known))
  }

  @Test("on 1 July 2003 the record has the 69 decisions of that day, and the one that another source prints")
  func seeds() throws {
    var connection = try Database.current.connect()
    #expect(try taken("2003-06-30", &connection).isEmpty)
    let all = try taken("2003-07-01", &connection)
    let followed = all.filter(\.isFollowed)
    #expect(followed.count == 69 && Set(followed.compactMap(\.iso3)).count == 69)
    #expect(followed.count { $0.kind == "waived" } == 22)
    let cut = followed.filter { $0.kind == "cut" }
    #expect(cut.count { $0.receivedAid == true } == 35 && cut.count { $0.receivedAid == false } == 12)
    #expect(all.filter { !$0.isFollowed }.compactMap(\.iso3) == ["DOM"])
    #expect(cut.contains { $0.iso3 == "DMA" } && all.allSatisfy { !$0.sources.isEmpty })
  }

  @Test("only the partner and the states that are asked for are told, and what is of no state in particular")
  func scope() throws {
    var connection = try Database.current.connect()
    try Forms.load(
      PressureMeasure.self,
      """
      state,partner,kind,on,until,sources
      ,USA,threat,2003-07-01,,cnn-2003-07-01
      KEN,GBR,cut,2003-07-01,,cnn-2003-07-01
      ROU,USA,waived,2003-11-01,2004-04,voa-2003-11-02

      """, on: &connection)
    let now = try #require(try connection.value("SELECT clock_timestamp()", as: Instant.self))
    func states(_ partner: String?, _ states: [String], _ day: String) throws -> [String] {
      let known = AsKnown(asOf: try #require(Day(day)), knownOn: now)
      return try connection.every(MeasuresTaken(partner: partner, states: states, known)).map {
        "\($0.iso3 ?? "-") \($0.kind)\($0.isOver ? " over" : "")"
      }
    }
    #expect(try states("USA", ["KEN", "ROU"], "2003-12-31") == ["- threat", "ROU waived", "ROU waived"])
    #expect(try states(nil, ["KEN"], "2003-12-31") == ["- threat", "KEN cut"])
    #expect(try states("USA", ["ROU"], "2004-04-30") == ["- threat", "ROU waived", "ROU waived over"])
  }

  @Test(
    "each claim is held against our count, those that disagree first, those that nothing counts with no figure"
  )
  func claims() throws {
    var connection = try Database.current.connect()
    let all = try ClaimComparison.read(Clocks(), on: &connection)
    #expect(all.count == 72)
    func first(_ predicate: String, _ value: String) -> ClaimComparison? {
      all.first { $0.row[Claim.form, "predicate"] == predicate && $0.row[Claim.form, "value"] == value }
    }
    // No signatures are in the seeds.
    let petition = try #require(first("signature_count", "84598"))
    #expect(petition.verdict == .disagrees && petition.counted == 0 && petition.difference == -84598)
    #expect(first("ratification_count", "87")?.verdict == .agrees)
    let coalition = try #require(first("member_organisation_count", "1000"))
    #expect(coalition.verdict == .open && coalition.counted == 0 && coalition.difference == -1000)
    let deaths = try #require(first("deaths", "9"))
    #expect(deaths.verdict == .notCounted && deaths.counted == nil && deaths.difference == nil)
    // What names no day is held against the present.
    #expect(first("signatory_organisation_count", "76")?.counted == 10)
    let order = all.map(\.verdict)
    #expect(order == ClaimComparison.Verdict.allCases.flatMap { verdict in order.filter { $0 == verdict } })
    let early = try ClaimComparison.read(Clocks(asOf: Day("2003-01-28")), on: &connection)
    #expect(early.count < all.count && !early.contains { $0.row == petition.row })
  }

  @Test(
    "a campaign carries its measures, positions and counts, and what was retracted of them, to another database"
  )
  func folder() throws {
    var connection = try Database.current.connect()
    try Forms.load(
      UnnamedCount.self,
      """
      petition,kind,organization,number,on,sources
      no-impunity,partner platform,nato,500,2003-01-20,own observation

      """, on: &connection)
    for noun in ["measure", "position", "count"] {
      let batch = try connection.value(
        "SELECT batch_id FROM import_batch WHERE noun = \(noun)", as: Int64.self)
      _ = try ImportUndo.run(batch: try #require(batch), on: &connection)
    }
    for (noun, file) in Seeds.files where ["measure", "position"].contains(noun.form.noun) {
      _ = try Seeds.load(noun, file, on: &connection)
    }
    try Forms.load(
      UnnamedCount.self, "petition,kind,number,on,sources\nno-impunity,paper,40,2003-01-21,own observation\n",
      on: &connection)
    let folder = TemporaryFolder()
    let files = try CampaignFolder.export("no-impunity", to: folder.path("one"), on: &connection)
    var other = try Cluster.shared.connectToCopy(of: .migrated)
    for receipt in try CampaignFolder.load(folder.path("one"), on: &other.connection) {
      #expect(receipt.rejected == 0 && receipt.new == receipt.rows, "\(receipt.noun)")
    }
    _ = try CampaignFolder.export("no-impunity", to: folder.path("two"), on: &other.connection)
    for file in files { #expect(try folder.text("one/\(file)") == folder.text("two/\(file)"), "\(file)") }
    for (file, lines) in [("measure.csv", 141), ("position.csv", 39), ("count.csv", 3)] {
      #expect(try folder.text("one/\(file)").split(separator: "\n").count == lines, "\(file)")
    }
    #expect(try folder.text("one/organization.csv").contains("\nnato,"))
  }
}
