import PostgresTesting
import Testing

@testable import Postgres

/// COPY in text and CSV format: the same laws as in the binary one.
@Suite(.database) struct CopyTextInTests {
  private func connectToTable() throws -> Connection {
    var connection = try Database.current.connect()
    try connection.script("CREATE TABLE kept (n int PRIMARY KEY, word text NOT NULL)")
    return connection
  }

  @Test("A COPY of no rows is a COPY of 0 rows", arguments: CopyTextFormat.allCases)
  func noRows(format: CopyTextFormat) throws {
    var connection = try connectToTable()
    #expect(try connection.copyIn(into: "kept", columns: ["n"], as: format) { _ in } == 0)
    #expect(try connection.answers())
  }

  @Test(
    "Every character but NUL, alone, at both ends and between others, comes back equal; so do empty text, NULL and what looks like them",
    arguments: CopyTextFormat.allCases)
  func everyCharacter(format: CopyTextFormat) throws {
    var connection = try Database.current.connect()
    try connection.script("CREATE TABLE kept (line int, word text, other text)")
    var words: [String?] = (1...0x180).compactMap { Unicode.Scalar($0) }.flatMap { scalar in
      ["\(scalar)", "\(scalar)a", "a\(scalar)", "a\(scalar)a", "\(scalar)\(scalar)"]
    }
    words += [
      nil, "", " ", "NULL", "null", #"\N"#, #"\\N"#, #""""#, #"""#, "\"\"", #"\."#, "\\.\n", "\n\\.\n",
      "\\.\r\n", "\r\n", "\n\r", "\u{FEFF}a", "\u{FEFF}", "€", "\u{1F468}", "e\u{301}", "\u{10FFFF}", "a,b",
      "a\tb",
      #"\x41"#, #"\101"#, #"\\"#, "\\\n", "\\\t",
    ]
    let sent = try connection.copyIn(into: "kept", columns: ["word", "other", "line"], as: format) { copy in
      for (line, word) in words.enumerated() { try copy.row([word, word, "\(line)"]) }
    }
    #expect(sent == words.count)
    let back = try connection.values("SELECT word FROM kept ORDER BY line", as: String?.self)
    #expect(back.map { $0.map { Array($0.utf8) } } == words.map { $0.map { Array($0.utf8) } })
    #expect(try connection.value("SELECT bool_and(word IS NOT DISTINCT FROM other) FROM kept") == true)
  }

  @Test(
    "In a table of one column an empty text and a NULL are rows as well", arguments: CopyTextFormat.allCases)
  func oneColumn(format: CopyTextFormat) throws {
    var connection = try Database.current.connect()
    try connection.script("CREATE TABLE kept (line int GENERATED ALWAYS AS IDENTITY, word text)")
    let words: [String?] = ["", nil, "", "", nil, nil, #"\."#, #"\N"#, "", nil]
    let sent = try connection.copyIn(into: "kept", columns: ["word"], as: format) { copy in
      for word in words { try copy.row([word]) }
    }
    #expect(sent == words.count)
    #expect(try connection.values("SELECT word FROM kept ORDER BY line", as: String?.self) == words)
  }

  @Test(
    "A row that the server refuses is told with code, line and column; no row is kept and the connection goes on",
    arguments: CopyTextFormat.allCases)
  func refusedRow(format: CopyTextFormat) throws {
    var connection = try connectToTable()
    func check(_ state: String, _ values: [String?]) throws {
      let error = try refusal {
        _ = try connection.copyIn(into: "kept", columns: ["n", "word"], as: format) { copy in
          for number in 1...3 { try copy.row(["\(number)", "good"]) }
          try copy.row(values)
          try copy.row(["5", "good"])
        }
      }
      #expect(
        error.sqlState?.rawValue == state && error.kind == .server && error.spoils == .nothing, "\(error)")
      #expect(error.context?.contains("COPY kept, line 4") == true)
      #expect(try connection.count("kept") == 0)
    }
    try check("22P02", ["four", "word"])
    try check("22P02", ["", "word"])
    try check("22003", ["99999999999", "word"])
    try check("23505", ["1", "twice"])
    try check("23502", ["4", nil])
  }

  @Test(
    "A row with more or fewer values than columns, or with a NUL, is refused with its number; no row is kept",
    arguments: CopyTextFormat.allCases, [false, true])
  func impossibleRow(format: CopyTextFormat, isSwallowed: Bool) throws {
    var connection = try connectToTable()
    func check(_ words: String, _ values: [String?]) throws {
      let error = try refusal {
        _ = try connection.copyIn(into: "kept", columns: ["n", "word"], as: format) { copy in
          try copy.row(["1", "good"])
          if isSwallowed { try? copy.row(values) } else { try copy.row(values) }
          try? copy.row(["2", "good"])
        }
      }
      #expect(error.kind == .misuse && error.spoils == .nothing && error.message.contains(words), "\(error)")
      #expect(try connection.count("kept") == 0)
    }
    try check("row 2 has 0 values for 2 columns", [])
    try check("row 2 has 1 values for 2 columns", ["2"])
    try check("row 2 has 3 values for 2 columns", ["2", nil, nil])
    for text in ["\0", "a\0", "\0a", "é\0\t"] { try check("value 2 of row 2 contains a NUL", ["2", text]) }
  }

  @Test(
    "When the sender stops half-way its own error leaves; no row is kept, even after many blocks",
    arguments: CopyTextFormat.allCases)
  func senderStops(format: CopyTextFormat) throws {
    var connection = try connectToTable()
    for rows in [0, 1, 30_000] {
      #expect(throws: OwnError(number: 7)) {
        try connection.copyIn(into: "kept", columns: ["n", "word"], as: format) { copy in
          for number in 0..<rows { try copy.row(["\(number)", "stopped"]) }
          throw OwnError(number: 7)
        }
      }
      #expect(try connection.count("kept") == 0)
    }
    // Not even a refusal of the server's that came before hides it.
    #expect(throws: OwnError(number: 8)) {
      try connection.copyIn(into: "kept", columns: ["n", "word"], as: format) { copy in
        for _ in 1...30_000 { try copy.row(["1", "twice"]) }
        throw OwnError(number: 8)
      }
    }
    #expect(try connection.count("kept") == 0)
  }

  @Test(
    "Where the server counts other rows than were sent, that is an error; in a transaction nothing is kept",
    arguments: CopyTextFormat.allCases)
  func countDiffers(format: CopyTextFormat) throws {
    var connection = try connectToTable()
    try connection.script(
      """
      CREATE FUNCTION skip() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN CASE WHEN NEW.n <> 2 THEN NEW END; END $$;
      CREATE TRIGGER skip BEFORE INSERT ON kept FOR EACH ROW EXECUTE FUNCTION skip()
      """)
    let error = try refusal {
      try connection.transaction { transaction in
        _ = try transaction.copyIn(into: "kept", columns: ["n", "word"], as: format) { copy in
          for number in 1...3 { try copy.row(["\(number)", "x"]) }
        }
      }
    }
    #expect(error.kind == .copyCountDiffers && error.spoils == .transaction)
    #expect(error.message.contains("3") && error.message.contains("2"))
    #expect(try connection.count("kept") == 0)
  }

  @Test("Columns that are not named get their defaults", arguments: CopyTextFormat.allCases)
  func defaults(format: CopyTextFormat) throws {
    var connection = try Database.current.connect()
    try connection.script(
      """
      CREATE TABLE made (line int GENERATED ALWAYS AS IDENTITY, n int, word text DEFAULT 'none',
        twice int GENERATED ALWAYS AS (n * 2) STORED)
      """)
    let sent = try connection.copyIn(into: "made", columns: ["n"], as: format) { copy in
      for number in 1...3 { try copy.row(["\(number)"]) }
    }
    #expect(sent == 3)
    let texts = try connection.values("SELECT made::text FROM made ORDER BY line", as: String.self)
    #expect(texts == ["(1,1,none,2)", "(2,2,none,4)", "(3,3,none,6)"])
  }

  @Test(
    "Whatever a session's own encoding, text arrives as it was written", arguments: CopyTextFormat.allCases)
  func sessionEncoding(format: CopyTextFormat) throws {
    var connection = try connectToTable()
    try connection.script("SET client_encoding TO 'LATIN1'")
    _ = try connection.copyIn(into: "kept", columns: ["n", "word"], as: format) { copy in
      try copy.row(["1", "é€"])
    }
    var read: [[String?]] = []
    _ = try connection.copyOut(textOf: "SELECT n, word FROM kept") { read.append($0) }
    #expect(read == [["1", "é€"]])
    try connection.script("SET client_encoding TO 'UTF8'")
    #expect(try connection.value("SELECT word FROM kept") == "é€")
  }
}
