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
}
