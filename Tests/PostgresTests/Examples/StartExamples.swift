import Postgres
import PostgresTesting
import Testing

@Suite(.database) struct StartExamples {
  @Test("The example of the start page connects, writes and reads")
  func start() throws {
    let url = try Database.current.url
    var connection = try Connection(ConnectionTarget(url), applicationName: "petitions")
    try connection.script("CREATE TABLE petition (slug text PRIMARY KEY, signatures int NOT NULL)")

    let slug = "clean-air"
    try connection.transaction { transaction in
      try transaction.execute("INSERT INTO petition VALUES (\(slug), 0)")
      try transaction.execute("UPDATE petition SET signatures = signatures + 1 WHERE slug = \(slug)")
    }
    let signatures = try connection.value(
      "SELECT signatures FROM petition WHERE slug = \(slug)", as: Int.self)
    #expect(signatures == 1)
  }
}
