import Postgres
import PostgresTesting

// The statements that the articles show, and the table that they are about.

struct PetitionSummary: Equatable {
  var slug: String
  var title: String
  var signatures: Int
}

struct PetitionsWithAtLeast: Statement {
  var signatures: Int

  var sql: SQL {
    "SELECT slug, title, signatures FROM petition WHERE signatures >= \(signatures) ORDER BY slug"
  }

  static func decode(_ row: borrowing Row) throws(PostgresError) -> PetitionSummary {
    let (slug, title, signatures) = try row.columns((String, String, Int).self)
    return PetitionSummary(slug: slug, title: title, signatures: signatures)
  }
}

/// A connection to a database with the petitions of the articles.
func connectToPetitions() throws -> Connection {
  var connection = try Database.current.connect()
  try connection.script(
    """
    CREATE TABLE petition (slug text PRIMARY KEY, title text NOT NULL, signatures int NOT NULL, note text,
      CONSTRAINT signatures_not_negative CHECK (signatures >= 0));
    INSERT INTO petition VALUES ('clean-air', 'Clean air', 12, NULL), ('night-buses', 'Night buses', 80, 'on paper')
    """)
  return connection
}
