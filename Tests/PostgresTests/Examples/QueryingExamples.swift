import Postgres
import PostgresTesting
import Testing

@Suite(.database) struct QueryingExamples {
  @Test("What is interpolated is a parameter, whatever it holds")
  func parameters() throws {
    var connection = try connectToPetitions()
    let slug = "'; DROP TABLE petition; --"
    let note: String? = nil
    let sql: SQL = "INSERT INTO petition VALUES (\(slug), \("Bobby"), \(3), \(note))"
    try connection.execute(sql)
    #expect(sql.text == "INSERT INTO petition VALUES ($1, $2, $3, $4)")
    #expect(try connection.count("petition") == 3)
  }

  @Test("The example beside the type SQL finds its row")
  func condition() throws {
    var connection = try connectToPetitions()
    let slug = "clean-air"
    let titles = try connection.values("SELECT title FROM petition WHERE slug = \(slug)", as: String.self)
    #expect(titles == ["Clean air"])
  }

  @Test("Names and fragments have labels of their own")
  func labels() throws {
    var connection = try connectToPetitions()
    let column = "title"
    let titles = try connection.values(
      "SELECT \(identifier: column) FROM petition ORDER BY slug", as: String.self)
    #expect(titles == ["Clean air", "Night buses"])

    var conditions: [SQL] = ["signatures > \(10)"]
    conditions.append("title LIKE \("Night%")")
    let condition = SQL.joined(conditions, separator: " AND ")
    let slugs = try connection.values(
      "SELECT slug FROM petition WHERE \(fragment: condition)", as: String.self)
    #expect(slugs == ["night-buses"])
  }

  @Test("Rows are read by the types of their columns")
  func rows() throws {
    var connection = try connectToPetitions()
    let result = try connection.run("SELECT slug, signatures, note FROM petition ORDER BY slug")
    let lines = try result.map { (row) throws(PostgresError) in
      let (slug, signatures, note) = try row.columns((String, Int, String?).self)
      return "\(slug): \(signatures) \(note ?? "")"
    }
    #expect(lines == ["clean-air: 12 ", "night-buses: 80 on paper"])

    let changed = try connection.execute("UPDATE petition SET signatures = signatures + 1")
    #expect(changed == 2)
  }

  @Test("A statement as a value gives every row or the only one")
  func statement() throws {
    var connection = try connectToPetitions()
    let popular = try connection.every(PetitionsWithAtLeast(signatures: 50))
    let first = try connection.one(PetitionsWithAtLeast(signatures: 1_000))
    #expect(popular == [PetitionSummary(slug: "night-buses", title: "Night buses", signatures: 80)])
    #expect(first == nil)
  }

  @Test("The number of rows is part of the question")
  func cardinality() throws {
    var connection = try connectToPetitions()
    let count = try connection.value("SELECT count(*) FROM petition", as: Int.self) ?? 0
    let slugs = try connection.values("SELECT slug FROM petition ORDER BY 1", as: String.self)
    #expect(count == 2 && slugs == ["clean-air", "night-buses"])
    let error = try refusal { _ = try connection.value("SELECT slug FROM petition", as: String.self) }
    #expect(error.kind == .misuse)
  }

  @Test("A pipeline sends many statements and waits once")
  func pipeline() throws {
    var connection = try connectToPetitions()
    let slugs = (1...1_000).map { "petition-\($0)" }
    let inserts = slugs.lazy.map { slug -> SQL in "INSERT INTO petition VALUES (\(slug), 'Untitled', 0)" }
    let inserted = try connection.pipeline(inserts)
    #expect(inserted == 1_000)

    var found: [Int] = []
    try connection.pipeline(["SELECT FROM petition WHERE signatures = 0", "SELECT FROM petition"]) {
      place, result in
      found.append(result.count)
    }
    #expect(found == [1_000, 1_002])
  }

  @Test("A script says in which of its lines it failed")
  func script() throws {
    var connection = try Database.current.connect()
    let text = """
      CREATE TABLE petition (slug text);
      INSERT INTO petition
      VALUES (1, 2);
      """
    var faulty: Int?
    do {
      try connection.script(text)
    } catch {
      faulty = error.scriptLine
    }
    #expect(faulty == 3)
  }

  @Test("A function works with a connection and a transaction alike")
  func eitherOfBoth() throws {
    func countPetitions(_ database: inout some Queryable & ~Copyable) throws -> Int {
      try database.value("SELECT count(*) FROM petition", as: Int.self) ?? 0
    }

    var connection = try connectToPetitions()
    let before = try countPetitions(&connection)
    let during = try connection.transaction { transaction in try countPetitions(&transaction) }
    #expect(before == 2 && during == 2)
  }

  @Test("A connection can be told to prepare nothing")
  func preparing() throws {
    let url = try Database.current.url
    var connection = try Connection(ConnectionTarget(url), preparing: .never)
    for _ in 1...6 { try connection.execute("SELECT 1") }
    #expect(try connection.count("pg_prepared_statements") == 0)
  }
}
