import PostgresTesting
import Testing

@testable import Postgres

/// Where plain libpq loses data or misleads without an error (rows 27, 64, 78 and 79 of the checks).
@Suite(.database) struct TrapTests {
  @Test(
    "A NUL in text is refused before anything is sent, wherever it stands; libpq would cut there in silence")
  func textWithNUL() throws {
    var connection = try Database.current.connect()
    try connection.script("CREATE TABLE kept (word text)")
    for text in ["foo\0bar", "\0", "\0foo", "foo\0", "é\0"] {
      let one = try refusal { try connection.execute("INSERT INTO kept VALUES (\(text))") }
      #expect(one.kind == .misuse && one.spoils == .nothing)
      #expect(one.message.contains("$1"))
      let second = try refusal { try connection.execute("INSERT INTO kept VALUES (\("a")), (\(text))") }
      #expect(second.message.contains("$2"))
      let statement = try refusal { try connection.execute("INSERT INTO kept VALUES ('\(trusted: text)')") }
      #expect(statement.kind == .misuse)
      let script = try refusal { try connection.script("INSERT INTO kept VALUES ('\(text)')") }
      #expect(script.kind == .misuse)
      let name = try refusal { try connection.execute("SELECT \(identifier: text) FROM kept") }
      #expect(name.kind == .misuse)
      let copy = try refusal {
        _ = try connection.copyIn("COPY kept FROM STDIN (FORMAT binary) \(trusted: text)") { _ in }
      }
      #expect(copy.kind == .misuse)
    }
    #expect(try connection.count("kept") == 0)
    #expect(try connection.answers())
  }

  @Test("A COMMIT that the server answers with ROLLBACK is an error, and nothing is kept")
  func commitOfFailedTransaction() throws {
    var connection = try Database.current.connect()
    try connection.script("CREATE TABLE kept (n int)")
    let error = try refusal {
      try connection.transaction { transaction in
        try transaction.execute("INSERT INTO kept VALUES (1)")
        _ = try? transaction.execute("SELECT 1/0")
      }
    }
    #expect(error.kind == .commitBecameRollback)
    #expect(error.spoils == .nothing && !error.commitInDoubt && !error.isSafeToRetry)
    #expect(try connection.count("kept") == 0)
  }

  @Test(
    "A query while rows are being sent is refused, and the rows arrive; libpq's PQexec would lose them in silence"
  )
  func queryWithinCopy() throws {
    var connection = try Database.current.connect()
    try connection.script("CREATE TABLE kept (n int)")
    // The compiler lets nobody use the connection inside the closure; this goes round it.
    let wire = connection.wire
    let sent = try connection.copyIn("COPY kept FROM STDIN (FORMAT binary)") { copy in
      for number in Int32(1)...10 {
        try copy.row(fields: 1)
        copy.write(number)
        let query = try refusal { _ = try wire.run("SELECT 1", file: "", line: 0) }
        #expect(query.kind == .misuse)
        let script = try refusal { try wire.script("SELECT 1", file: "", line: 0) }
        #expect(script.kind == .misuse)
      }
    }
    #expect(sent == 10)
    #expect(try connection.values("SELECT n FROM kept ORDER BY n", as: Int.self) == Array(1...10))
  }

  @Test(#"The end mark \. as a value, alone in a row, ends nothing: every row is kept and comes back equal"#)
  func endMarkAsValue() throws {
    var connection = try Database.current.connect()
    try connection.script("CREATE TABLE kept (line int GENERATED ALWAYS AS IDENTITY, word text)")
    let words = [#"\."#, "first", #"\."#, "\\.\n", "\n\\.\n", #"\N"#, "", "\\", "last", #"\."#]
    let sent = try connection.copyIn("COPY kept (word) FROM STDIN (FORMAT binary)") { copy in
      for word in words {
        try copy.row(fields: 1)
        copy.write(word)
      }
    }
    #expect(sent == words.count)
    for format in CopyTextFormat.allCases {
      let sent = try connection.copyIn(into: "kept", columns: ["word"], as: format) { copy in
        for word in words { try copy.row([word]) }
      }
      #expect(sent == words.count)
    }
    #expect(
      try connection.values("SELECT word FROM kept ORDER BY line", as: String.self) == words + words + words)
  }

  @Test("A COPY whose format the server's answer does not tell is refused before the first row")
  func textCopy() throws {
    var connection = try Database.current.connect()
    try connection.script("CREATE TABLE kept (word text)")
    for format: SQL in ["", "(FORMAT csv)", "(FORMAT text)"] {
      let error = try refusal {
        _ = try connection.copyIn("COPY kept FROM STDIN \(fragment: format)") { _ in
          Issue.record("rows were asked for")
        }
      }
      #expect(error.kind == .misuse)
    }
    #expect(try connection.count("kept") == 0)
  }
}
