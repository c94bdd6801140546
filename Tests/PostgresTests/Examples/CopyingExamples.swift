import Postgres
import PostgresTesting
import Testing

@Suite(.database) struct CopyingExamples {
  @Test("Rows are copied in, and both sides agree on their number")
  func rowsIn() throws {
    var connection = try connectToPetitions()
    let petitions = [("school-meals", 3, nil), ("quiet-nights", 40, "by post")] as [(String, Int32, String?)]
    let sent = try connection.copyIn(
      "COPY petition (slug, title, signatures, note) FROM STDIN (FORMAT binary)"
    ) { copy in
      for (slug, signatures, note) in petitions {
        try copy.row(fields: 4)
        copy.write(slug)
        copy.write("Untitled")
        copy.write(signatures)
        copy.write(note)
      }
    }
    #expect(sent == 2)
    #expect(try connection.value("SELECT sum(signatures) FROM petition", as: Int.self) == 135)
  }

  @Test("Rows are copied out in the format that the statement names")
  func blocksOut() throws {
    var connection = try connectToPetitions()
    var csv: [UInt8] = []
    let rows = try connection.copyOut(
      "COPY (SELECT slug, signatures FROM petition ORDER BY slug) TO STDOUT (FORMAT csv, HEADER)"
    ) { block in
      for index in block.indices { csv.append(block[index]) }
    }
    #expect(rows == 2)
    #expect(String(decoding: csv, as: UTF8.self) == "slug,signatures\nclean-air,12\nnight-buses,80\n")
  }

  @Test("Rows of text are copied in, quoted by the library")
  func textIn() throws {
    var connection = try connectToPetitions()
    let copied = try connection.copyIn(into: "petition", columns: ["slug", "title", "note"], as: .csv) {
      copy in
      try copy.row(["school-meals", "Free meals at school", nil])
    }
    #expect(copied == 1)
  }

  @Test("Rows are copied out one by one, as values or as text")
  func rowsOut() throws {
    var connection = try connectToPetitions()
    var signatures: [String: Int] = [:]
    _ = try connection.copyOut(
      "COPY petition (slug, signatures) TO STDOUT (FORMAT binary)", columns: [.text, .int4]
    ) { row in
      signatures[try row.value(0)] = try row.value(1, as: Int.self)
    }
    #expect(signatures == ["clean-air": 12, "night-buses": 80])
    var fields: [[String?]] = []
    _ = try connection.copyOut(textOf: "SELECT slug, note FROM petition ORDER BY slug") { fields.append($0) }
    #expect(fields.map { $0.first } == ["clean-air", "night-buses"])
  }
}
