import PostgresTesting
import Testing

@testable import Postgres

/// COPY out, row by row.
@Suite(.database) struct CopyRowsTests {
  @Test("Every value of a binary COPY is read as its column's type, NULL included")
  func binaryValues() throws {
    var connection = try Database.current.connect()
    var numbers: [Int] = []
    let count = try connection.copyOut(
      """
      COPY (SELECT n, n::bigint * 10000000000, n % 2 = 0, 'é€' || n, decode('00ff', 'hex'), NULL::text,
        date '1999-12-31', timestamptz '1999-12-31 23:59:59.999999+00', n / 4::double precision, ''
        FROM generate_series(1, 3000) n) TO STDOUT (FORMAT binary)
      """,
      columns: [.int4, .int8, .bool, .text, .bytea, .text, .date, .timestamptz, .float8, .text]
    ) { row in
      let number = try row.value(0, as: Int.self)
      numbers.append(number)
      #expect(row.columnCount == 10)
      #expect(try row.value(1) == number * 10_000_000_000)
      #expect(try row.value(2) == (number % 2 == 0))
      #expect(try row.value(3) == "é€\(number)")
      #expect(try row.value(4) == [0, 0xFF] as [UInt8])
      #expect(try row.value(5, as: String?.self) == nil)
      #expect(try row.value(6) == PostgresDate(daysSince2000: -1))
      #expect(try row.value(7) == PostgresInstant(microsecondsSince2000: -1))
      #expect(try row.value(8) == Double(number) / 4)
      #expect(try row.value(9, as: String?.self) == "")
    }
    #expect(count == 3000 && numbers == Array(1...3000))
  }

  @Test("No rows are 0 rows, and rows without columns are rows")
  func emptiness() throws {
    var connection = try Database.current.connect()
    #expect(
      try connection.copyOut("COPY (SELECT 1 WHERE false) TO STDOUT (FORMAT binary)", columns: [.int4]) { _ in
        Issue.record("a row of none")
      } == 0)
    #expect(
      try connection.copyOut(textOf: "SELECT 1 WHERE false") { _ in Issue.record("a row of none") } == 0)
    var widths: [Int] = []
    let query = "FROM generate_series(1, 3)"
    #expect(
      try connection.copyOut("COPY (SELECT \(trusted: query)) TO STDOUT (FORMAT binary)", columns: []) {
        row in
        widths.append(row.columnCount)
      } == 3)
    let texts = try connection.copyOut(textOf: "SELECT \(trusted: query)") { widths.append($0.count) }
    #expect(texts == 3)
    #expect(widths == [0, 0, 0, 0, 0, 0])
  }

  @Test("A value that does not fit is an error that names column, type and row, and the connection goes on")
  func doesNotFit() throws {
    var connection = try Database.current.connect()
    func check(_ words: [String], _ types: [PostgresType], _ body: (borrowing CopyRow) throws -> Void) throws
    {
      let error = try refusal {
        _ = try connection.copyOut(
          "COPY (VALUES (1, 'a'), (2, NULL)) TO STDOUT (FORMAT binary)", columns: types, body)
      }
      #expect(error.kind == .decoding && error.spoils == .nothing, "\(error)")
      for word in words { #expect(error.message.contains(word), "\(error)") }
      #expect(try connection.answers())
    }
    try check(["column 2", "row 2", "NULL", "String"], [.int4, .text]) {
      _ = try $0.value(1, as: String.self)
    }
    try check(["column 1", "row 1", "bigint", "Int"], [.int8, .text]) { _ = try $0.value(0, as: Int.self) }
    try check(["column 2", "row 1", "text", "Bool"], [.int4, .text]) { _ = try $0.value(1, as: Bool.self) }
    for column in [-1, 2, .max, .min] {
      try check(["index \(column)"], [.int4, .text]) { _ = try $0.value(column, as: String?.self) }
    }
  }

  @Test("What is no binary COPY of as many columns as types is refused before the first row")
  func otherShape() throws {
    var connection = try Database.current.connect()
    try connection.script("CREATE TABLE kept (n int); INSERT INTO kept VALUES (1), (2)")
    let statements: [(SQL, String?)] = [
      ("COPY kept TO STDOUT", nil), ("COPY kept TO STDOUT (FORMAT csv)", nil),
      ("COPY (SELECT 1, 2) TO STDOUT (FORMAT binary)", nil), ("COPY (SELECT) TO STDOUT (FORMAT binary)", nil),
      ("COPY kept FROM STDIN (FORMAT binary)", nil), ("SELECT 1", nil), ("", nil),
      ("COPY (SELECT \(1)) TO STDOUT (FORMAT binary)", nil),
      ("COPY kept TO STDOUT (FORMAT binary); SELECT 1", "42601"),
    ]
    for (statement, state) in statements {
      let error = try refusal {
        _ = try connection.copyOut(statement, columns: [.int4]) { _ in
          Issue.record("a row of \(statement.text)")
        }
      }
      #expect(
        error.sqlState?.rawValue == state && error.kind == (state == nil ? .misuse : .server), "\(error)")
      #expect(try connection.answers())
    }
  }

  @Test("A COPY of text rows gives every character as it is; a comment at the end of the query hides nothing")
  func everyCharacter() throws {
    var connection = try Database.current.connect()
    var rows: [[String?]] = []
    let count = try connection.copyOut(
      textOf: "SELECT n, chr(n), 'a' || chr(n) || 'a', NULL, '\\N', '' FROM generate_series(1, 1000) n -- all"
    ) { rows.append($0) }
    #expect(count == 1000)
    let expected = (1...1000).compactMap { Unicode.Scalar($0) }.map { scalar in
      ["\(scalar.value)", "\(scalar)", "a\(scalar)a", nil, "\\N", ""]
    }
    #expect(
      rows.map { $0.map { $0.map { Array($0.utf8) } } }
        == expected.map { $0.map { $0.map { Array($0.utf8) } } })
  }

  @Test("What is no query is refused before the first row of text")
  func noQuery() throws {
    var connection = try Database.current.connect()
    try connection.script("CREATE TABLE kept (n int)")
    let queries: [(SQL, String?)] = [
      ("", "42601"), ("SELECT 1; SELECT 2", "42601"), ("DROP TABLE kept", "42601"), ("SELECT \(1)", nil),
      ("SELECT n FROM nowhere", "42P01"), ("SELECT 1) TO STDOUT; DROP TABLE kept --", "42601"),
      ("DELETE FROM kept", "0A000"),
      // Another format than is read.
      ("VALUES ('a', 'b')) TO STDOUT (FORMAT csv) --", "42601"),
      ("VALUES ('a', 'b')) TO STDOUT (FORMAT csv) /*", "42601"),
    ]
    for (query, state) in queries {
      let error = try refusal {
        _ = try connection.copyOut(textOf: query) { _ in Issue.record("a row of \(query.text)") }
      }
      #expect(
        error.sqlState?.rawValue == state && error.kind == (state == nil ? .misuse : .server), "\(error)")
    }
    #expect(try connection.count("kept") == 0)
  }
}
