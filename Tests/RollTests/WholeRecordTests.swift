import CSV
import Postgres
import PostgresTesting
import Testing

@testable import Roll

/// Broken records that somebody mended where the rejects file has them: whole, in the first field.
@Suite(.database(from: .petitions))
struct WholeRecordTests {
  private static let header = ["email", "full_name", "comment", "_line", "_byte", "_reason"]

  private func outcome(
    _ text: String, because reason: String = "expected 3 fields, found 4", in dialect: CSVDialect = .comma,
    header: [String] = header
  ) -> WholeRecord.Outcome? {
    WholeRecord(cells: [text, "", "", "2", "30", reason], header: header)?.takenApart(in: dialect)
  }

  @Test("a whole record is taken apart by the one delimiter that gives it the right number of fields")
  func apart() throws {
    let own = ["2", "30", "expected 3 fields, found 4"]
    #expect(outcome("a@example.org,Zé,hm") == .apart(["a@example.org", "Zé", "hm"] + own))
    #expect(outcome("a@example.org;Zé;\"x;y, z\"") == .apart(["a@example.org", "Zé", "x;y, z"] + own))
    #expect(outcome("a@example.org,Zé,hm", in: .semicolon) == .apart(["a@example.org", "Zé", "hm"] + own))
    // As a rejects file has cells that a spreadsheet would run or rewrite.
    #expect(outcome("'=a,01234,'=x") == .apart(["'=a", "'01234", "''=x"] + own))
    let export = ["email", "full_name", "_for_spreadsheet"] + own.map { _ in "" }
    #expect(
      outcome("a@example.org,'=x,", header: export.dropLast(3) + RejectsFile.ownColumns)
        == .apart(["a@example.org", "'=x", ""] + own))
  }

  @Test("what cannot be taken apart, or in two ways, is refused with what is still wrong")
  func refused() throws {
    for (text, reason, why) in [
      ("a@example.org,Zé,1,2", "expected 3 fields, found 4", "it has 4 fields, not 3"),
      (
        "a@example.org,\"Zé\"x,1", "column 2 (full_name): text after a closing quote",
        "text after a closing quote"
      ),
      (
        "a@example.org,Z\\xE9,1", "column 2 (full_name): bytes that are not UTF-8 text",
        "\\xE9 still stands there"
      ),
      ("a,b;c,d;e", "expected 3 fields, found 2", "more ways than one"),
      ("a,b,c\nd,e,f", "expected 3 fields, found 5", "more than one record"),
      ("a,b,c", "a record longer than 1 MiB; its last 9 bytes are left out here", "its end is missing"),
    ] {
      guard case .refused(let told)? = outcome(text, because: reason) else {
        Issue.record("\(text) is not refused")
        continue
      }
      #expect(told.contains(why), "\(told)")
      // Refused so, it is still known for what it is.
      #expect(outcome("a,b,c", because: told) == .apart(["a", "b", "c", "2", "30", told]))
    }
  }

  @Test("a row that was refused for what its fields say is none, nor one of another file")
  func others() throws {
    #expect(
      outcome("Doe, Jane, x", because: "column 1 (email): ‘Doe, Jane, x’ is not an e-mail address") == nil)
    #expect(WholeRecord(cells: ["a,b,c", "", "d", "2", "30", "a NUL byte"], header: Self.header) == nil)
    #expect(WholeRecord(cells: ["a,b", "", "a NUL byte"], header: ["email", "full_name", "comment"]) == nil)
    #expect(
      WholeRecord(cells: ["a,b", "2", "30", "a NUL byte"], header: ["email"] + RejectsFile.ownColumns) == nil)
  }

  @Test("broken records, mended in their one cell and saved by a spreadsheet, go in as they are")
  func mended() throws {
    var connection = try Database.current.connect()
    let folder = TemporaryFolder()
    let text =
      "email,full_name,comment,signed_at\na@example.org,Ann,x,2002-10-01\nb@example.org,Zé,1,2,2002-10-02\n"
      + "c@example.org,C\"y,3,2002-10-03\nd@example.org,D,x,never\n"
    let path = try folder.write(text)
    let first = try SignatureImport.run(path, petition: "p1", options: ImportOptions(), on: &connection)
    #expect(first.new == 1 && first.rejected == 3)
    let rejects = try folder.text("file.rejects.csv")
    let untouched = try folder.write(rejects, to: "untouched.csv")
    let reasons = Reasons()
    var options = ImportOptions()
    options.onRejection = { reasons.add($0) }
    #expect(
      try SignatureImport.run(untouched, petition: "p1", options: options, on: &connection).rejected == 3)
    #expect(reasons.all.first?.reason.contains("it has 5 fields, not 4") == true, "\(reasons.all)")

    // A spreadsheet with other separators writes all anew, but for what stands within the cells.
    let again = try folder.text("untouched.rejects.csv")
    var reader = CSVReader(CSVSource(bytes: Array(again.utf8)))
    var writer = CSVWriter<Never>(dialect: .semicolon)
    while try reader.nextRecord() {
      writer.record(
        reader.strings().map {
          $0.replacing("Zé,1,2", with: "Zé,\"1,2\"").replacing("C\"y", with: "Cy").replacing(
            "never", with: "2002-10-04")
        })
    }
    let saved = try folder.write(writer.bytes(), to: "saved.csv")
    let last = try SignatureImport.run(saved, petition: "p1", options: ImportOptions(), on: &connection)
    #expect(last.new == 3 && last.rejected == 0)
    #expect(
      try connection.values(
        "SELECT concat_ws('|', full_name, comment, signed_on) FROM signature ORDER BY email", as: String.self)
        == ["Ann|x|2002-10-01", "Zé|1,2|2002-10-02", "Cy|3|2002-10-03", "D|x|2002-10-04"])
    #expect(
      try connection.value(
        "SELECT count(DISTINCT line) FROM signature WHERE batch_id = \(last.batch)", as: Int.self) == 3)
  }

  @Test("a mended record that is refused for what it says then stands in its columns")
  func stillWrong() throws {
    var connection = try Database.current.connect()
    let folder = TemporaryFolder()
    let path = try folder.write("email,full_name,signed_at\nb@example.org,Z,é,2002-02-30\n")
    _ = try SignatureImport.run(path, petition: "p1", options: ImportOptions(), on: &connection)
    let mended = try folder.write(
      try folder.text("file.rejects.csv").replacing("Z,é", with: "Zé"), to: "mended.csv")
    let receipt = try SignatureImport.run(mended, petition: "p1", options: ImportOptions(), on: &connection)
    #expect(receipt.rejected == 1)
    #expect(try folder.text("mended.rejects.csv").contains("\nb@example.org,Zé,2002-02-30,2,"))
  }

  @Test("a mended record of a form goes in too")
  func form() throws {
    var connection = try Database.current.connect()
    let header = "slug,name,country,sources,_line,_byte,_reason\n"
    let row = "\"a,A,FR,own observation\",,,,2,10,\"expected 4 fields, found 5\"\n"
    #expect(try Forms.tryLoad(Organization.self, header + row, on: &connection).receipt.new == 1)
    let wrong = "\"b,B,FR\",,,,2,10,\"expected 4 fields, found 5\"\n"
    let (receipt, reasons) = try Forms.tryLoad(Organization.self, header + wrong, on: &connection)
    #expect(receipt.rejected == 1 && reasons.contains { $0.contains("it has 3 fields, not 4") })
  }
}
