import Postgres

func misuse(_ db: inout Connection, _ input: String) throws {
  let text = "SELECT title FROM petition WHERE slug = '\(input)'"
  // error: cannot convert value of type 'String' to expected argument type 'SQL'
  _ = try db.run(text)
}
