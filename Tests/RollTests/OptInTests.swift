import Postgres
import PostgresTesting
import Testing

@testable import Roll

/// Rows that say what a supporter agreed to, beside those that say what they signed.
@Suite(.database(from: .petitions))
struct OptInTests {
  private static let header =
    "Supporter Email,First Name,Campaign Type,Campaign ID,Campaign Status,Campaign Date,Campaign Time"

  private static let rows = [
    "a@example.org,Ada,PET,P,,2002-10-01,10:00:00", "A@example.org,Ada,QCB,Email,Y,2002-10-01,09:00:00",
    "a@example.org,Ada,QCB,Email,Y,2002-10-02,09:00:00", "a@example.org,Ada,QCB,Phone,N,,",
    "a@example.org,Ada,PET,P,,2002-10-03,10:00:00", "b@example.org,Bo,QCB,Email,Y,2002-10-01,09:00:00",
    "c@example.org,Cy,PET,P,,2002-02-30,10:00:00", "c@example.org,Cy,QCB,Email,Y,2002-10-01,09:00:00",
    "d@example.org,Di,PET,P,,2002-10-04,10:00:00", "nobody,Ed,QCB,Email,Y,2002-10-01,09:00:00",
    ",Fi,QCB,Email,Y,2002-10-01,09:00:00", "g@example.org,Gi,FCS,Gift,,2002-10-01,10:00:00",
  ]

  private func file(_ rows: [String]) -> String { ([Self.header] + rows).joined(separator: "\n") + "\n" }

  @Test(
    "every row is accounted for, and the signature carries what its supporter agreed to, in any order of rows"
  )
  func order() throws {
    var connection = try Database.current.connect()
    for (petition, rows) in [("p1", Self.rows), ("p2", Self.rows.reversed())] {
      let (receipt, rejections) = try Signing.tryLoad(file(rows), into: petition, on: &connection)
      #expect((receipt.rows, receipt.new, receipt.duplicate, receipt.rejected) == (12, 2, 4, 6))
      #expect(receipt.weak == 0 && receipt.alreadyHeld == 0 && receipt.nameConflicts == 0)
      let lone = rejections.filter { $0.reason.contains(SignatureStage.loneOptIn) }
      #expect(lone.count == 3, "\(rejections)")
    }
    let export = try Signing.export("p1", on: &connection)
    #expect(export.contains(",Email=Y; Phone=N,") && export.contains("2002-10-01T10:00:00-04:00"))
    #expect(try Signing.export("p2", on: &connection) == export)
    #expect(
      try Signing.tally("p1", on: &connection) == [
        "- validated 2002-10-01 2002-10-01 1", "- validated 2002-10-04 2002-10-04 1",
      ])
  }

  @Test("a supporter's second name, and its signature under it, share what the address agreed to")
  func names() throws {
    var connection = try Database.current.connect()
    let receipt = try Signing.load(
      file([
        "a@example.org,Ada,PET,P,,2002-10-01,10:00:00", "a@example.org,Bo,PET,P,,2002-10-02,10:00:00",
        "a@example.org,,QCB,Email,Y,2002-10-01,10:00:00",
      ]), into: "couples", on: &connection)
    #expect((receipt.new, receipt.duplicate, receipt.rejected) == (2, 1, 0))
    let consents = try connection.values("SELECT DISTINCT consent FROM signature", as: String.self)
    #expect(consents == ["Email=Y"])
  }

  @Test("what was refused is whole in the rejects file, and comes in once its signature stands beside it")
  func rejects() throws {
    var connection = try Database.current.connect()
    let folder = TemporaryFolder()
    let cells = "b@example.org,\"Bo \"\"B\"\", Jr\",QCB,Email,Y,2002-10-01,09:00:00"
    let first = try Signing.load(
      file([cells]), into: "p1", { $0.rejects = folder.path("rejects.csv") }, on: &connection)
    #expect((first.rows, first.rejected) == (1, 1))
    let text = try folder.text("rejects.csv")
    #expect(
      text
        == "\(Self.header),_line,_byte,_reason\n\(cells.replacing("09:00", with: "'09:00")),2,\(Self.header.utf8.count + 1),\(SignatureStage.loneOptIn)\n"
    )
    // The apostrophe keeps a spreadsheet from writing the time in its own way.
    let corrected = text + "b@example.org,Bo,PET,P,,2002-10-01,10:00:00,,,\n"
    let second = try Signing.load(corrected, into: "p1", on: &connection)
    #expect((second.rows, second.new, second.duplicate, second.rejected) == (2, 1, 1, 0))
  }

  @Test("too many of them take everything back, and a dry run counts them as the import does")
  func limits() throws {
    var connection = try Database.current.connect()
    let text = file(Self.rows)
    #expect(throws: RollError.self) {
      try Signing.load(text, into: "p1", { $0.maximumRejects = .rows(5) }, on: &connection)
    }
    #expect(try Signing.tally("p1", on: &connection) == [])
    let dry = try Signing.load(text, into: "p1", { $0.isDryRun = true }, on: &connection)
    let wet = try Signing.load(text, into: "p1", { $0.maximumRejects = .rows(6) }, on: &connection)
    #expect((dry.new, dry.duplicate, dry.rejected) == (wet.new, wet.duplicate, wet.rejected))
    _ = try ImportUndo.run(batch: try #require(wet.batch), on: &connection)
    #expect(try Signing.tally("p1", on: &connection) == [])
  }
}
