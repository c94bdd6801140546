import PostgresTesting
import Testing

@testable import Postgres

@Suite(.database) struct RedactionTests {
  private static let secret = "G3h31m-nis"

  @Test("The value of a parameter never shows in an error's description, whatever makes the server quote it")
  func values() throws {
    var connection = try Database.current.connect()
    try connection.script(
      """
      CREATE TYPE mood AS ENUM ('calm');
      CREATE TABLE kept (word text CONSTRAINT once UNIQUE CONSTRAINT short CHECK (length(word) < 12), n int NOT NULL);
      CREATE FUNCTION tell(word text) RETURNS text LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'no such thing: %', word USING DETAIL = word, HINT = 'none'; END $$
      """)
    let secret = Self.secret
    try connection.execute("INSERT INTO kept VALUES (\(secret), 1)")
    var statements: [SQL] = [
      "INSERT INTO kept VALUES (\(secret), 2)", "INSERT INTO kept VALUES (\(secret + "longer"), 2)",
      "INSERT INTO kept VALUES (\(secret), \(nil as Int32?))", "SELECT tell(\(secret))",
      "SELECT \(secret + "\0")",
      "SELECT to_date(\(secret), 'YYYY-MM-DD')", "SELECT to_number(\(secret), \(secret))",
      "SELECT (\(secret)::text)::int", "SELECT regexp_replace('a', \("(" + secret), 'b')",
      "SELECT \(secret)::text || (SELECT word::int FROM kept)",
      "SELECT set_config('DateStyle', \(secret), false)",
      "SELECT \("{" + secret)::text[]", "SELECT nextval(\(secret))", "SELECT ('x' || \(secret)::text)::uuid",
    ]
    for type in [
      "int", "bigint", "float8", "numeric", "date", "timestamptz", "uuid", "json", "jsonb", "mood", "inet",
      "boolean",
    ] {
      statements.append("SELECT \(secret)::\(trusted: type)")
    }
    for statement in statements {
      let error = try refusal { _ = try connection.run(statement) }
      let streamed = try refusal { try connection.forEachRow(statement) { _ in } }
      for text in ["\(error)", String(reflecting: error), "\(streamed)", "\(error as any Error)"] {
        #expect(!text.contains(secret), "\(statement.text): \(text)")
      }
      #expect(!(error.statement ?? "").contains(secret))
    }
  }

  @Test("A value of a COPY never shows in an error's description")
  func copiedValues() throws {
    var connection = try Database.current.connect()
    try connection.script(
      "CREATE TABLE kept (word varchar(3)); CREATE TYPE mood AS ENUM ('calm'); CREATE TABLE moods (m mood)")
    for table in ["kept", "moods"] {
      let error = try refusal {
        _ = try connection.copyIn("COPY \(identifier: table) FROM STDIN (FORMAT binary)") { copy in
          try copy.row(fields: 1)
          copy.write(Self.secret)
        }
      }
      #expect(!"\(error)".contains(Self.secret) && error.sqlState != nil)
    }
  }

  @Test("A description still says what went wrong: message, code, constraint, names, what is spoiled")
  func remains() throws {
    var connection = try Database.current.connect()
    try connection.script(
      "CREATE TABLE kept (word text CONSTRAINT once UNIQUE); INSERT INTO kept VALUES ('twice')")
    let twice = try refusal { try connection.execute("INSERT INTO kept VALUES (\("twice"))") }
    #expect(twice.description.contains("once") && twice.description.contains("23505"))
    #expect(twice.detail?.contains("twice") == true)
    let absent = try refusal { try connection.execute("SELECT * FROM absent") }
    #expect(absent.description.contains("\"absent\""))
    let number = try refusal { _ = try connection.run("SELECT \("12x")::int") }
    #expect(number.description.contains("invalid input syntax for type integer: \"…\""))
    #expect(number.message.contains("12x"))
  }
}
