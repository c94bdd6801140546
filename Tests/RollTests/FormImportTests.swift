import Foundation
import Postgres
import PostgresTesting
import Testing

@testable import Roll

@Suite(.database(from: .rules))
struct FormImportTests {
  @Test(
    "a name that nobody knows refuses its row alone and suggests the nearest; names and aliases stand for keys"
  )
  func references() throws {
    var connection = try Database.current.connect()
    try Forms.load(Organization.self, "slug,name,aliases\ne,Étoile,Stella; L'Étoile\n", on: &connection)
    let (receipt, reasons) = try Forms.tryLoad(
      Endorsement.self,
      """
      petition,organization,sources
      p1,ALLIANCE,s1
      p1,stella,s1
      p1,Dachverbant,s1
      p2,b,s1
      p1,b,s1; s2
      P1,c,s1

      """, on: &connection)
    #expect(receipt.new == 3 && receipt.rejected == 3)
    #expect(reasons.count == 3)
    #expect(
      reasons.contains {
        $0.hasPrefix("4: organization: unknown organization ‘Dachverbant’; did you mean ‘dachverband’?")
      })
    #expect(reasons.contains { $0.hasPrefix("5: petition: unknown petition ‘p2’; did you mean ‘p1’?") })
    #expect(reasons.contains { $0.hasPrefix("6: sources: unknown source ‘s2’; did you mean ‘s1’?") })
    let exported = try Forms.export(Endorsement.self, on: &connection)
    #expect(exported.contains("p1,a,") && exported.contains("p1,e,") && exported.contains("p1,c,"))
  }

  @Test("every row is new, a repeat, held or refused, and a second import holds all that was taken")
  func reconciles() throws {
    var connection = try Database.current.connect()
    let text = """
      on,kind,title,sources
      2003-01-29,event,One,s1
      2003-01-29,event,One,s1
      2003-01-29, event,One,s1
      2003-02-30,event,Impossible,s1
      ,event,Undated,own observation
      2003-01-29,event,"O""ne",s1
      too,few
      2003,event,=1+1,s1

      """
    let first = try Forms.tryLoad(Activity.self, text, on: &connection)
    #expect(
      (first.receipt.rows, first.receipt.new, first.receipt.duplicate, first.receipt.rejected) == (8, 5, 1, 2)
    )
    let second = try Forms.tryLoad(Activity.self, text, on: &connection)
    #expect(
      (second.receipt.new, second.receipt.duplicate, second.receipt.alreadyHeld, second.receipt.rejected) == (
        0, 1, 5, 2
      ))
    #expect(second.reasons == first.reasons)
    #expect(try Forms.export(Activity.self, on: &connection).contains(",'=1+1,"))
    let third = try Forms.load(
      Activity.self, try Forms.export(Activity.self, on: &connection), on: &connection)
    #expect(third.new == 0 && third.alreadyHeld == 5)
  }

  @Test(
    "of rows that contradict each other the first is taken, the others are refused one by one, and the rest is taken"
  )
  func contradicting() throws {
    var connection = try Database.current.connect()
    let (receipt, reasons) = try Forms.tryLoad(
      Agreement.self,
      """
      state,partner,event,on,sources
      DEU,USA,ratified,2003-02-01,s1
      FRA,USA,signed,2003-01-01,s1
      FRA,USA,signed,2004-01-01,s1
      DEU,USA,signed,2003-01-01,s1
      ESP,USA,ratified,2003,s1
      FRA,USA,signed,2005-01-01,s1

      """, on: &connection)
    #expect(receipt.new == 3 && receipt.rejected == 3)
    #expect(reasons.map { $0.prefix(3) } == ["4: ", "6: ", "7: "])
  }

  @Test("a cell that no column of the database can hold refuses its row alone")
  func ranges() throws {
    var connection = try Database.current.connect()
    let (receipt, reasons) = try Forms.tryLoad(
      Endorsement.self, "petition,organization,position,sources\np1,a,3000000000,s1\np1,b,1,s1\n",
      on: &connection)
    #expect(receipt.new == 1 && receipt.rejected == 1, "\(reasons)")
    let goals = try Forms.tryLoad(
      Petition.self,
      "slug,campaign,title,goal\nx1,k,X,9223372036854775807\nx2,k,X,9223372036854775808\nx3,k,X,-1\nx4,k,X,1e3\n",
      on: &connection)
    #expect(goals.receipt.new == 1 && goals.receipt.rejected == 3)
  }

  @Test("corrected, a rejects file is imported as it is, twice over")
  func corrected() throws {
    var connection = try Database.current.connect()
    let folder = TemporaryFolder()
    var path = try folder.write("on,kind,title,sources\n2003-02-30,event,=1+1,s1\n", to: "a.csv")
    for (wrong, right) in [("2003-02-30", "2003-02-31"), ("2003-02-31", "2003-02-28")] {
      let receipt = try FormImport.run(Activity.self, path, options: ImportOptions(), on: &connection)
      #expect(receipt.rejected == 1)
      let name = URL(fileURLWithPath: try #require(receipt.rejectsFile)).lastPathComponent
      path = try folder.write(
        try folder.text(name).replacing(wrong + ",", with: right + ","), to: "b\(right).csv")
    }
    #expect(try FormImport.run(Activity.self, path, options: ImportOptions(), on: &connection).new == 1)
    #expect(try connection.values("SELECT title FROM activity", as: String.self) == ["=1+1"])
  }

  @Test(
    "a file without the columns it needs, or with one that nobody knows, is refused whole with the nearest name"
  )
  func columns() throws {
    var connection = try Database.current.connect()
    for (header, word) in [
      ("on,kind,sources", "title"), ("on,kind,titel,title,sources", "titel"), ("", "empty"),
    ] {
      let error = #expect(throws: RollError.self) {
        try Forms.load(Activity.self, header + "\n", on: &connection)
      }
      #expect(
        error?.kind == .data && error?.message.contains(word) == true,
        "\(header): \(String(describing: error))")
    }
    #expect(try Forms.load(Activity.self, "title,sources,kind,on\n", on: &connection).rows == 0)
  }

  @Test("a dry run and too many refusals keep nothing; columns may stand in any order")
  func nothingKept() throws {
    var connection = try Database.current.connect()
    let text = "sources,title,kind\ns1,One,event\ns9,Two,event\n"
    let dry = try Forms.tryLoad(Activity.self, text, { $0.isDryRun = true }, on: &connection)
    #expect((dry.receipt.new, dry.receipt.rejected, dry.receipt.batch) == (1, 1, nil))
    #expect(throws: RollError.self) {
      try Forms.tryLoad(Activity.self, text, { $0.maximumRejects = .rows(0) }, on: &connection)
    }
    #expect(try connection.value("SELECT count(*) FROM activity", as: Int.self) == 0)
    #expect(try Forms.tryLoad(Activity.self, text, on: &connection).receipt.new == 1)
  }

  @Test("one row on the command line goes the same way: taken once, refused with the reason")
  func entry() throws {
    var connection = try Database.current.connect()
    let row = FormRow(Activity.form, ["kind": "event", "title": "One", "sources": "s1"])
    try FormEntry.add(Activity.self, row, on: &connection)
    let twice = #expect(throws: RollError.self) { try FormEntry.add(Activity.self, row, on: &connection) }
    #expect(twice?.message.contains("on record already") == true)
    let unknown = FormRow(Activity.form, ["kind": "event", "title": "Two", "sources": "s2"])
    let error = #expect(throws: RollError.self) { try FormEntry.add(Activity.self, unknown, on: &connection) }
    #expect(error?.kind == .data && error?.message.contains("did you mean ‘s1’?") == true)
  }
}
