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

  @Test("A binary COPY converts nothing: another length is refused, four letters are an integer")
  func nothingIsConverted() throws {
    var connection = try Database.current.connect()
    try connection.script("CREATE TABLE tally (n int)")
    let error = try refusal {
      _ = try connection.copyIn("COPY tally FROM STDIN (FORMAT binary)") { copy in
        try copy.row(fields: 1)
        copy.write(1)
      }
    }
    #expect(error.sqlState?.errorClass == .dataException)
    _ = try connection.copyIn("COPY tally FROM STDIN (FORMAT binary)") { copy in
      try copy.row(fields: 1)
      copy.write("1234")
    }
    #expect(try connection.values("SELECT n FROM tally", as: Int.self) == [0x3132_3334])
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

  @Test("Rows of text are escaped or quoted on their way in")
  func textIn() throws {
    var connection = try connectToPetitions()
    let petitions = [["school-meals", "A \"warm\" meal,\nfor all", "3"], ["\\.", "", "40"]]
    let sent = try connection.copyIn(
      into: "petition", columns: ["slug", "title", "signatures"], as: .csv
    ) { copy in
      for petition in petitions { try copy.row(petition) }
    }
    #expect(sent == 2)
    let titles = try connection.values("SELECT title FROM petition ORDER BY signatures", as: String.self)
    #expect(titles == [petitions[0][1], "Clean air", "", "Night buses"])
  }

  @Test("The example beside copyIn sends its row")
  func textInComment() throws {
    var connection = try Database.current.connect()
    try connection.script("CREATE TABLE petition (slug text, title text)")
    let sent = try connection.copyIn(into: "petition", columns: ["slug", "title"], as: .csv) { copy in
      try copy.row(["clean-air", nil])
    }
    #expect(sent == 1)
    #expect(try connection.count("petition") == 1)
  }

  @Test("Rows are copied out one by one, by type or as text")
  func rowsOut() throws {
    var connection = try Database.current.connect()
    try connection.script(
      "CREATE TABLE tally (id bigint, name text); INSERT INTO tally VALUES (1, 'one'), (2, NULL)")
    var names: [Int: String?] = [:]
    let statement: SQL = "COPY tally (id, name) TO STDOUT (FORMAT binary)"
    let read = try connection.copyOut(statement, columns: [.int8, .text]) { row in
      names[try row.value(0, as: Int.self)] = try row.value(1, as: String?.self)
    }
    #expect(read == 2 && names == [1: "one", 2: nil])
  }

  @Test("The example beside copyOut gives the fields as text")
  func textOut() throws {
    var connection = try Database.current.connect()
    try connection.script(
      "CREATE TABLE tally (id bigint, name text); INSERT INTO tally VALUES (1, 'one'), (2, NULL)")
    var rows: [[String?]] = []
    let read = try connection.copyOut(textOf: "SELECT id, name FROM tally") { fields in rows.append(fields) }
    #expect(read == 2 && rows == [["1", "one"], ["2", nil]])
  }

  @Test("Where the counts differ outside of a transaction, the server has kept what it counted")
  func countsDiffer() throws {
    var connection = try Database.current.connect()
    try connection.script(
      """
      CREATE TABLE petition (slug text);
      CREATE FUNCTION skip() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RETURN CASE WHEN NEW.slug <> 'spam' THEN NEW END; END $$;
      CREATE TRIGGER skip BEFORE INSERT ON petition FOR EACH ROW EXECUTE FUNCTION skip();
      """)
    let error = try refusal {
      _ = try connection.copyIn(into: "petition", columns: ["slug"], as: .text) { copy in
        for slug in ["clean-air", "spam"] { try copy.row([slug]) }
      }
    }
    #expect(error.kind == .copyCountDiffers && error.spoils == .nothing)
    #expect(try connection.count("petition") == 1)
  }
}
