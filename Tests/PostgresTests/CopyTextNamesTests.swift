import PostgresTesting
import Testing

@testable import Postgres

/// The statement of a COPY in text or CSV format is made from names.
@Suite(.database) struct CopyTextNamesTests {
  @Test("Any name is a name and nothing else: quotes, brackets, options and semicolons in it mean nothing")
  func oddNames() throws {
    var connection = try Database.current.connect()
    let names = ["Kept", "a b", "a\"b", "a;b", "a) FROM STDIN (FORMAT csv) --", "é", "\"", "kept (n)", "a.b"]
    for name in names {
      try connection.execute("CREATE SCHEMA \(identifier: name)")
      try connection.execute(
        "CREATE TABLE \(identifier: name).\(identifier: name) (\(identifier: name) text, other text)")
      for format in CopyTextFormat.allCases {
        let sent = try connection.copyIn(into: name, in: name, columns: ["other", name], as: format) { copy in
          try copy.row(["1", "a,b\t\"c\""])
        }
        #expect(sent == 1)
      }
      let words = try connection.values(
        "SELECT \(identifier: name) FROM \(identifier: name).\(identifier: name)", as: String.self)
      #expect(words == ["a,b\t\"c\"", "a,b\t\"c\""])
    }
  }

  @Test("A table or column that is not there, or no column, is refused before the first row is asked for")
  func wrongNames() throws {
    var connection = try Database.current.connect()
    try connection.script("CREATE TABLE kept (n int)")
    let names: [(String, String?, [String], String?)] = [
      ("nowhere", nil, ["n"], "42P01"), ("kept", "nowhere", ["n"], "3F000"), ("KEPT", nil, ["n"], "42P01"),
      ("kept", nil, ["m"], "42703"), ("kept", nil, ["n", "n"], "42701"), ("kept", nil, [], nil),
      ("kept\0", nil, ["n"], nil), ("kept", nil, ["n\0"], nil), ("", nil, ["n"], "42601"),
      ("kept (n) FROM STDIN (FORMAT csv); DROP TABLE kept; --", nil, ["n"], "42P01"),
    ]
    for format in CopyTextFormat.allCases {
      for (table, schema, columns, state) in names {
        let error = try refusal {
          _ = try connection.copyIn(into: table, in: schema, columns: columns, as: format) { _ in
            Issue.record("rows were asked for: \(table)")
          }
        }
        #expect(
          error.sqlState?.rawValue == state && error.kind == (state == nil ? .misuse : .server), "\(error)")
        #expect(try connection.answers())
      }
    }
  }

  @Test(
    "A fault of the rows spoils no more than a refusal of the server does: in a transaction, the transaction")
  func inTransaction() throws {
    var connection = try Database.current.connect()
    try connection.script("CREATE TABLE kept (n int)")
    try connection.transaction { transaction in
      try transaction.execute("INSERT INTO kept VALUES (1)")
      _ = try? transaction.savepoint { inner in
        _ = try inner.copyIn(into: "kept", columns: ["n"], as: .csv) { copy in try copy.row(["1", "2"]) }
      }
      _ = try transaction.copyIn(into: "kept", columns: ["n"], as: .csv) { copy in try copy.row(["2"]) }
    }
    #expect(try connection.values("SELECT n FROM kept ORDER BY n", as: Int.self) == [1, 2])
  }
}
