import PostgresTesting
import Testing

@testable import Postgres

@Suite(.database) struct ScriptTests {
  @Test("The error of a script names the line of the statement that failed, whatever stands before it")
  func line() throws {
    var connection = try Database.current.connect()
    let before = """
      -- a comment; with a semicolon, and a quote '
      CREATE TABLE kept (n int CHECK (n <> 13)); /* one /* nested; */ ; */
      INSERT INTO kept VALUES (1); INSERT INTO kept
        VALUES (2);
      CREATE FUNCTION f() RETURNS text LANGUAGE plpgsql AS $body$
      BEGIN RETURN ';'; END; $body$;
      CREATE FUNCTION g(a int) RETURNS int BEGIN ATOMIC
        SELECT CASE WHEN a = 1 THEN 2 ELSE 3 END; SELECT 4;
      END;
      SELECT E'it\\'s;', 'don''t;', "n;" FROM (SELECT 1 AS "n;") q;;
      SELECT $$;$$, $1a$ FROM (SELECT 2 AS "$1a$") q;

      """.replacing("$1a$ FROM (SELECT 2 AS \"$1a$\")", with: "a$b$c FROM (SELECT 2 AS a$b$c)")
    let begins = 1 + before.count { $0 == "\n" }
    for failing in ["INSERT INTO kept\nVALUES (13)", "SELECT\n\n1 / 0", "DO $$ BEGIN\nRAISE 'no'; END $$"] {
      let error = try refusal { try connection.script(before + failing + ";\nSELECT 1") }
      #expect(error.scriptLine == begins, "\(failing)")
      #expect(error.description.contains("line \(begins) of the script"))
    }
    // Where the server names the position, that is the line.
    let error = try refusal { try connection.script(before + "SELECT 1,\n  missing") }
    #expect(error.scriptLine == begins + 1 && error.sqlState?.rawValue == "42703")
    #expect(try refusal { try connection.script(before + "é\n; SELEC") }.scriptLine == begins)
  }

  @Test(
    "The statements are told apart as the server does it",
    arguments: [
      ("", []), ("-- nothing\n;;\n", []), ("SELECT 1", [1]), ("\n\nSELECT 1;\nSELECT 2;", [3, 4]),
      ("/* a\n*/ SELECT ';\n';SELECT 2", [2, 3]),
      ("CREATE RULE r AS ON UPDATE TO t DO (SELECT 1;\nSELECT 2);\nSELECT 3", [1, 3]),
      ("SELECT $a$;$b$;$a$; SELECT 2", [1, 1]), ("SELECT 'open\n;", [1]), ("SELECT $x$ open\n;", [1]),
      ("/* open ;\n", []),
    ] as [(String, [Int])])
  func statements(_ text: String, lines: [Int]) { #expect(Script(text).lines == lines) }

  @Test("A script of one line needs no line in its error, and one that cannot be sent has none")
  func noLine() throws {
    var connection = try Database.current.connect()
    #expect(try refusal { try connection.script("SELECT 1 / 0") }.scriptLine == nil)
    #expect(try refusal { try connection.script("SELECT 1;\n\0") }.kind == .misuse)
  }
}
