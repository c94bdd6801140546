import PostgresTesting
import Testing

@testable import Postgres

@Suite(.database) struct QueryTests {
  @Test(
    "A statement with nothing in it has no rows, no tag and no error",
    arguments: ["", ";", "-- only a comment", " \n"])
  func empty(text: String) throws {
    var connection = try Database.current.connect()
    let result = try connection.run(SQL(trusted: text))
    #expect(result.count == 0 && result.columnNames.isEmpty && result.affectedRows == 0 && result.tag.isEmpty)
    #expect(try result.first { (_) throws(PostgresError) in 1 } == nil)
    try connection.script(text)
    try connection.forEachRow(SQL(trusted: text)) { _ in Issue.record("a row of nothing") }
    #expect(try connection.answers())
  }

  @Test("Two statements in one are refused with 42601, and neither is run")
  func twoStatements() throws {
    var connection = try Database.current.connect()
    try connection.script("CREATE TABLE kept (n int)")
    for text in ["INSERT INTO kept VALUES (1); INSERT INTO kept VALUES (2)", "SELECT 1; DROP TABLE kept"] {
      let error = try refusal { _ = try connection.run(SQL(trusted: text)) }
      #expect(error.sqlState == .syntaxError && error.spoils == .nothing && error.kind == .server)
      let streamed = try refusal { try connection.forEachRow(SQL(trusted: text)) { _ in } }
      #expect(streamed.sqlState == .syntaxError)
    }
    #expect(try connection.count("kept") == 0)
  }

  @Test("A script is kept whole or not at all")
  func scriptIsOneTransaction() throws {
    var connection = try Database.current.connect()
    try connection.script("CREATE TABLE kept (n int); INSERT INTO kept VALUES (0)")
    let error = try refusal {
      try connection.script("INSERT INTO kept VALUES (1); SELECT 1/0; INSERT INTO kept VALUES (2)")
    }
    #expect(error.sqlState?.rawValue == "22012" && error.spoils == .nothing)
    #expect(try connection.values("SELECT n FROM kept", as: Int.self) == [0])
  }

  @Test("A thousand mistyped statements leave the connection as it was")
  func typos() throws {
    var connection = try Database.current.connect()
    for _ in 1...1000 {
      let error = try refusal { _ = try connection.run("SELEC \(1)") }
      #expect(error.sqlState == .syntaxError)
    }
    #expect(try connection.answers())
  }

  @Test("Columns are read by their place, whatever their names: doubled, empty of meaning, 63 bytes long")
  func columnNames() throws {
    var connection = try Database.current.connect()
    let long = String(repeating: "é", count: 31) + "x"
    let result = try connection.run("SELECT 1 AS a, 2 AS a, 3, 'x' AS \(identifier: long), 5 AS \" \"")
    #expect(result.columnNames == ["a", "a", "?column?", long, " "])
    let row = try result.first { (row) throws(PostgresError) in
      #expect(row.columnCount == 5)
      #expect(row.columnName(3) == long)
      #expect(row.columnName(-1) == nil && row.columnName(5) == nil && row.columnName(.max) == nil)
      return try row.columns((Int, Int, Int, String, Int).self)
    }
    #expect(try #require(row) == (1, 2, 3, "x", 5))
  }

  @Test("Affected rows and tag are the server's own, for every kind of statement")
  func affectedRows() throws {
    var connection = try Database.current.connect()
    func check(_ sql: SQL, _ rows: Int, _ tag: String, _ location: SourceLocation = #_sourceLocation) throws {
      let result = try connection.run(sql)
      #expect(result.affectedRows == rows, sourceLocation: location)
      #expect(result.tag == tag, sourceLocation: location)
    }
    try check("CREATE TABLE kept (n int PRIMARY KEY, m int)", 0, "CREATE TABLE")
    try check("INSERT INTO kept SELECT generate_series(1, \(7)), 0", 7, "INSERT 0 7")
    try check("INSERT INTO kept VALUES (1, 1) ON CONFLICT DO NOTHING", 0, "INSERT 0 0")
    try check("UPDATE kept SET m = 1 WHERE n > \(4)", 3, "UPDATE 3")
    try check("DELETE FROM kept WHERE n = 1", 1, "DELETE 1")
    try check("SELECT * FROM kept", 6, "SELECT 6")
    try check(
      "MERGE INTO kept k USING (VALUES (2), (3)) s (n) ON k.n = s.n WHEN MATCHED THEN DELETE", 2, "MERGE 2")
    try check("CREATE TABLE copied AS SELECT * FROM kept", 4, "SELECT 4")
    try check("DROP TABLE kept", 0, "DROP TABLE")
  }

  @Test(
    "every gives all rows in order, one and value the only row or nil; several rows are refused with their number"
  )
  func verbs() throws {
    struct Squares: Statement {
      let upTo: Int
      var sql: SQL { "SELECT n, n * n FROM generate_series(1, \(upTo)) n ORDER BY n" }
      static func decode(_ row: borrowing Row) throws(PostgresError) -> [Int] {
        let (number, square) = try row.columns((Int, Int).self)
        return [number, square]
      }
    }
    var connection = try Database.current.connect()
    #expect(try connection.every(Squares(upTo: 3)) == [[1, 1], [2, 4], [3, 9]])
    #expect(try connection.one(Squares(upTo: 1)) == [1, 1])
    var streamed: [[Int]] = []
    try connection.forEach(Squares(upTo: 2)) { streamed.append($0) }
    #expect(streamed == [[1, 1], [2, 4]])
    let several = try refusal { _ = try connection.one(Squares(upTo: 3)) }
    #expect(several.kind == .misuse && several.message.contains("3") && several.spoils == .nothing)
    #expect(try refusal { _ = try connection.value("VALUES (1), (2)", as: Int.self) }.kind == .misuse)
    #expect(try connection.every(Squares(upTo: 0)).isEmpty)
    #expect(try connection.one(Squares(upTo: 0)) == nil)
    #expect(try connection.value("SELECT 1 WHERE false", as: Int.self) == nil)
    #expect(try connection.value("SELECT NULL::int", as: Int?.self) == .some(nil))
  }

  @Test("COPY through run or a script is refused with the name of the right call, and the connection goes on")
  func copyThroughRun() throws {
    var connection = try Database.current.connect()
    try connection.script("CREATE TABLE kept AS SELECT generate_series(1, 5000) n")
    for text in ["COPY kept FROM STDIN", "COPY kept TO STDOUT", "COPY kept FROM STDIN (FORMAT binary)"] {
      let ran = try refusal { _ = try connection.run(SQL(trusted: text)) }
      #expect(ran.kind == .misuse && ran.message.contains("copy"))
      let script = try refusal { try connection.script("SELECT 1; \(text); SELECT 2") }
      #expect(script.kind == .misuse)
      let stream = try refusal { try connection.forEachRow(SQL(trusted: text)) { _ in } }
      #expect(stream.kind == .misuse)
      #expect(try connection.answers())
    }
    #expect(try connection.count("kept") == 5000)
  }
}
