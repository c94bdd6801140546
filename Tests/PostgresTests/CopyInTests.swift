import Foundation
import PostgresTesting
import Testing

@testable import Postgres

@Suite(.database) struct CopyInTests {
  private static let copy: SQL = "COPY kept (n, word) FROM STDIN (FORMAT binary)"

  private func connectToTable() throws -> Connection {
    var connection = try Database.current.connect()
    try connection.script("CREATE TABLE kept (n int PRIMARY KEY, word text NOT NULL)")
    return connection
  }

  @Test("A COPY of no rows is a COPY of 0 rows")
  func noRows() throws {
    var connection = try connectToTable()
    #expect(try connection.copyIn(Self.copy) { _ in } == 0)
    #expect(try connection.answers())
  }

  @Test("Every kind of value arrives as it was written, NULL included")
  func everyKind() throws {
    var connection = try Database.current.connect()
    try connection.script(
      "CREATE TABLE kinds (line int, a bigint, b boolean, c date, d timestamptz, e text, f bytea, g text, h timestamptz)"
    )
    let instant = PostgresInstant(microsecondsSince2000: -1)
    let sent = try connection.copyIn("COPY kinds FROM STDIN (FORMAT binary)") { copy in
      for line in Int32(1)...3 {
        try copy.row(fields: 9)
        copy.write(line)
        copy.write(line == 1 ? Int64.min : .max)
        copy.write(line == 1)
        copy.write(PostgresDate(daysSince2000: -line))
        copy.write(instant)
        copy.write("é\\\t\n\u{1F468}")
        if line == 1 { copy.write([0, 255, 0x5C] as [UInt8]) } else { copy.write(([1, 2] as [UInt8]).span) }
        copy.write(line == 1 ? nil : "" as String?)
        copy.write(line == 1 ? nil : instant as PostgresInstant?)
      }
    }
    #expect(sent == 3)
    let rows = try connection.run("SELECT * FROM kinds ORDER BY line").map { (row) throws(PostgresError) in
      #expect(try row.value(5) == "é\\\t\n\u{1F468}")
      let first = try row.columns((Int32, Int64, Bool, PostgresDate, PostgresInstant).self)
      #expect(
        first == (
          first.0, first.0 == 1 ? .min : .max, first.0 == 1, PostgresDate(daysSince2000: -first.0), instant
        ))
      #expect(try row.value(6) == (first.0 == 1 ? [0, 255, 0x5C] : [1, 2]) as [UInt8])
      #expect(try row.value(7) == (first.0 == 1 ? nil : "") as String?)
      #expect(try row.value(8) == (first.0 == 1 ? nil : instant) as PostgresInstant?)
      return first.0
    }
    #expect(rows == [1, 2, 3])
  }

  @Test("A value of any type that can be a parameter arrives as it was written, as does its NULL")
  func anyEncodable() throws {
    var connection = try Database.current.connect()
    try connection.script(
      "CREATE TABLE kinds (a double precision, b uuid, c bigint[], d text[], e bigint, f bytea)")
    let uuid = UUID(uuid: (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))
    let sent = try connection.copyIn("COPY kinds FROM STDIN (FORMAT binary)") { copy in
      try copy.row(fields: 6)
      copy.write(-0.25)
      copy.write(uuid)
      copy.write([.min, 7] as [Int64])
      copy.write(["a", "NULL", ""])
      copy.write(5)
      copy.write([0, 255] as [UInt8]?)
      try copy.row(fields: 6)
      copy.write(nil as Double?)
      copy.write(nil as UUID?)
      copy.write(nil as [Int64]?)
      copy.write(nil as [String]?)
      copy.write(nil as Int?)
      copy.write(nil as [UInt8]?)
    }
    #expect(sent == 2)
    let texts = try connection.values("SELECT kinds::text FROM kinds ORDER BY e", as: String.self)
    #expect(
      texts == [
        #"(-0.25,00010203-0405-0607-0809-0a0b0c0d0e0f,"{-9223372036854775808,7}","{a,""NULL"",""""}",5,"\\x00ff")"#,
        "(,,,,,)",
      ])
  }

  @Test("A row that the server refuses is told with code and line; no row is kept and the connection goes on")
  func refusedRow() throws {
    var connection = try connectToTable()
    func check(_ state: String, _ write: (inout CopyIn) throws -> Void) throws {
      let error = try refusal {
        _ = try connection.copyIn(Self.copy) { copy in
          for number in Int32(1)...3 {
            try copy.row(fields: 2)
            copy.write(number)
            copy.write("good")
          }
          try write(&copy)
          try copy.row(fields: 2)
          copy.write(Int32(5))
          copy.write("good")
        }
      }
      #expect(
        error.sqlState?.rawValue == state && error.kind == .server && error.spoils == .nothing, "\(error)")
      #expect(error.context?.contains("COPY kept, line 4") == true)
      #expect(try connection.count("kept") == 0)
    }
    func write(_ number: [UInt8], _ word: String?) -> (inout CopyIn) throws -> Void {
      { copy in
        try copy.row(fields: 2)
        copy.write(number)
        copy.write(word)
      }
    }
    try check("22P03", write([0, 0, 0, 4, 0], "a number of five bytes"))
    try check("23505", write([0, 0, 0, 1], "twice"))
    try check("23502", write([0, 0, 0, 4], nil))
    try check("22021", write([0, 0, 0, 4], "NUL \0 inside"))
    try check("22P04") { try $0.row(fields: 0) }
    try check("22P04") { copy in
      try copy.row(fields: 3)
      for _ in 1...3 { copy.null() }
    }
  }

  @Test("A row with other fields than it was begun with is refused with its number, and no row is kept")
  func wrongFields() throws {
    var connection = try connectToTable()
    func check(_ words: String, _ body: (inout CopyIn) throws -> Void) throws {
      let error = try refusal {
        _ = try connection.copyIn(Self.copy) { copy in
          try copy.row(fields: 2)
          copy.write(Int32(1))
          copy.write("good")
          try body(&copy)
        }
      }
      #expect(error.kind == .misuse && error.message.contains(words), "\(error)")
      #expect(try connection.count("kept") == 0)
    }
    try check("row 2 lacks 1") { copy in
      try copy.row(fields: 2)
      copy.write(Int32(2))
    }
    try check("row 2 lacks 2") { copy in
      try copy.row(fields: 2)
      try copy.row(fields: 2)
    }
    try check("row 1 has 1 fields too many") { $0.null() }
    // The refusal of the third row is swallowed, but not forgotten.
    try check("row 2 has 1 fields too many") { copy in
      try copy.row(fields: 2)
      for _ in 1...3 { copy.null() }
      try? copy.row(fields: 2)
    }
    for fields in [-1, 32_768, .max, .min] { try check("\(fields) fields") { try $0.row(fields: fields) } }
  }

  @Test("When the sender stops half-way its own error leaves; no row is kept, even after many blocks")
  func senderStops() throws {
    var connection = try connectToTable()
    for rows in [0, 1, 100_000] as [Int32] {
      #expect(throws: OwnError(number: 7)) {
        try connection.copyIn(Self.copy) { copy in
          for number in 0..<rows {
            try copy.row(fields: 2)
            copy.write(number)
            copy.write("stopped")
          }
          throw OwnError(number: 7)
        }
      }
      #expect(try connection.count("kept") == 0)
    }
    // Not even a refusal of the server's that came before hides it: the sender knows best why it stopped.
    #expect(throws: OwnError(number: 8)) {
      try connection.copyIn(Self.copy) { copy in
        for _ in 1...50_000 {
          try copy.row(fields: 2)
          copy.write(Int32(1))
          copy.write("twice")
        }
        throw OwnError(number: 8)
      }
    }
    #expect(try connection.count("kept") == 0)
  }

  @Test(
    "Where the server counts other rows than were sent, that is an error; in a transaction nothing is kept")
  func countDiffers() throws {
    var connection = try connectToTable()
    try connection.script(
      """
      CREATE FUNCTION skip() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN CASE WHEN NEW.n <> 2 THEN NEW END; END $$;
      CREATE TRIGGER skip BEFORE INSERT ON kept FOR EACH ROW EXECUTE FUNCTION skip()
      """)
    let error = try refusal {
      try connection.transaction { transaction in
        _ = try transaction.copyIn(Self.copy) { copy in
          for number in Int32(1)...3 {
            try copy.row(fields: 2)
            copy.write(number)
            copy.write("x")
          }
        }
      }
    }
    #expect(error.kind == .copyCountDiffers && error.spoils == .transaction)
    #expect(error.message.contains("3") && error.message.contains("2"))
    #expect(try connection.count("kept") == 0)
  }

  @Test("Columns that are not named get their defaults")
  func defaults() throws {
    var connection = try Database.current.connect()
    try connection.script(
      """
      CREATE TABLE made (line int GENERATED ALWAYS AS IDENTITY, n int, word text DEFAULT 'none',
        twice int GENERATED ALWAYS AS (n * 2) STORED)
      """)
    let sent = try connection.copyIn("COPY made (n) FROM STDIN (FORMAT binary)") { copy in
      for number in Int32(1)...3 {
        try copy.row(fields: 1)
        copy.write(number)
      }
    }
    #expect(sent == 3)
    let texts = try connection.values("SELECT made::text FROM made ORDER BY line", as: String.self)
    #expect(texts == ["(1,1,none,2)", "(2,2,none,4)", "(3,3,none,6)"])
  }

  @Test("What is no COPY FROM STDIN in binary format is refused before the first row is asked for")
  func noCopy() throws {
    var connection = try connectToTable()
    let statements: [(SQL, String?)] = [
      ("SELECT 1", nil), ("INSERT INTO kept VALUES (1, 'a')", nil), ("COPY kept TO STDOUT", nil), ("", nil),
      ("COPY kept FROM STDIN (FORMAT binary); DROP TABLE kept", "42601"),
      ("SELECT 1; COPY kept FROM STDIN (FORMAT binary)", "42601"), ("COPI kept", "42601"),
      ("COPY nowhere FROM STDIN (FORMAT binary)", "42P01"),
      ("COPY kept (m) FROM STDIN (FORMAT binary)", "42703"),
    ]
    for (statement, state) in statements {
      let error = try refusal {
        _ = try connection.copyIn(statement) { _ in Issue.record("rows were asked for: \(statement.text)") }
      }
      #expect(error.sqlState?.rawValue == state && error.kind == (state == nil ? .misuse : .server))
      #expect(try connection.answers())
    }
  }
}
