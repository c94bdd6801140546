import Foundation
import PostgresTesting
import Testing

@testable import Postgres

/// What the server makes of bytes that are passed on to it as they are (rows 79, 81 and 82 of the checks), and that the same
/// text as values of `CopyTextIn` comes through.
@Suite(.database) struct CopyRawTests {
  /// What a COPY of these bytes stores, or the code of the refusal. The server reads them from a program of its own, since
  /// this module has no way to send them.
  private func store(_ bytes: [UInt8], _ options: SQL, over connection: inout Connection) throws -> [String?]
  {
    try connection.script("TRUNCATE kept RESTART IDENTITY")
    let program = "echo '\(Data(bytes).base64EncodedString())' | base64 -d"
    do {
      let counted = try connection.execute(
        "COPY kept (word) FROM PROGRAM '\(trusted: program.replacing("'", with: "''"))' (\(fragment: options))"
      )
      let words = try connection.values("SELECT word FROM kept ORDER BY line", as: String?.self)
      #expect(counted == words.count)
      return words
    } catch {
      return [error.sqlState?.rawValue]
    }
  }

  private func connectToTable() throws -> Connection {
    var connection = try Database.current.connectAsSuperuser()
    try connection.script("CREATE TABLE kept (line int GENERATED ALWAYS AS IDENTITY, word text)")
    return connection
  }

  @Test("Empty fields, quotes and marks of NULL mean what the format and its options say")
  func nullMarks() throws {
    var connection = try connectToTable()
    let text = #"\#n""\#n\N\#nNULL"# + "\n"
    let cases: [(SQL, [String?])] = [
      ("FORMAT csv", [nil, "", #"\N"#, "NULL"]),
      ("FORMAT csv, FORCE_NULL (word)", [nil, nil, #"\N"#, "NULL"]),
      (#"FORMAT csv, NULL '\N'"#, ["", "", nil, "NULL"]),
      ("FORMAT text", ["", #""""#, nil, "NULL"]),
      ("FORMAT text, NULL 'NULL'", ["", #""""#, "N", nil]),
    ]
    for (options, words) in cases {
      #expect(try store(Array(text.utf8), options, over: &connection) == words, "\(options.text)")
    }
  }

  @Test("What raw text loses or stops at comes through as a value, in both formats")
  func rawTraps() throws {
    var connection = try connectToTable()
    let cases: [(String, csv: [String?], text: [String?])] = [
      ("\u{FEFF}a\n", ["\u{FEFF}a"], ["\u{FEFF}a"]),
      ("a\r\nb\n", ["22P04"], ["22P04"]), ("a\nb\r\n", ["22P04"], ["22P04"]),
      ("a\rb\r", ["a", "b"], ["a", "b"]),
      ("a\0b\n", ["22021"], ["22021"]), ("a\\tb\n", ["a\\tb"], ["a\tb"]),
    ]
    for (raw, csv, text) in cases {
      #expect(try store(Array(raw.utf8), "FORMAT csv", over: &connection) == csv, "\(raw.debugDescription)")
      #expect(try store(Array(raw.utf8), "FORMAT text", over: &connection) == text, "\(raw.debugDescription)")
    }
    for options: SQL in ["FORMAT csv", "FORMAT text"] {
      #expect(try store([0x61, 0xFF, 0x0A], options, over: &connection) == ["22021"])
    }
    // Later versions of the server than 17 take the mark for data in CSV.
    let cut = try store(Array("a\n\\.\nb\n".utf8), "FORMAT text", over: &connection)
    #expect(cut == ["a"])
    for format in CopyTextFormat.allCases {
      try connection.script("TRUNCATE kept RESTART IDENTITY")
      let words = cases.map(\.0).filter { !$0.contains("\0") } + ["a\n\\.\nb\n"]
      _ = try connection.copyIn(into: "kept", columns: ["word"], as: format) { copy in
        for word in words { try copy.row([word]) }
      }
      let back = try connection.values("SELECT word FROM kept ORDER BY line", as: String.self)
      #expect(back.map { Array($0.utf8) } == words.map { Array($0.utf8) })
    }
  }
}
