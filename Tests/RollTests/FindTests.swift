import Postgres
import Testing

@testable import PostgresTesting
@testable import Roll

@Suite(.database(from: .seeded))
struct FindTests {
  private func find(
    _ text: String, _ change: (inout Find) -> Void = { _ in }, on connection: inout Connection
  ) throws -> [String] {
    var find = Find(text)
    change(&find)
    return try find.run(on: &connection).map { "\($0.noun) \($0.key)" }
  }

  @Test(
    "what is looked for stands first, whatever its accents, capitals and slips of the finger",
    arguments: [
      ("Amnesty International", "organization amnesty-international"),
      ("amnsety internatinal", "organization amnesty-international"),
      ("Sierra Leone", "country SLE"), ("Seirra Leone", "country SLE"), ("sierraleone", "country SLE"),
      ("Côte d'Ivoire", "country CIV"), ("COTE DIVOIRE", "country CIV"), ("Elfenbeinküste", "country CIV"),
      ("elfenbeinkuste", "country CIV"), ("Keyna", "country KEN"), ("Kenia", "country KEN"),
      ("no impunity", "campaign no-impunity"), ("CICC", "coalition cicc"), ("DEU", "country DEU"),
      ("Alemania", "country DEU"),
    ])
  func first(_ text: String, _ expected: String) throws {
    var connection = try Database.current.connect()
    let found = try find(text, on: &connection)
    #expect(found.first == expected, "\(text): \(found.prefix(5))")
  }

  @Test("a state's agreement and its events of the Statute are found by every name of the state")
  func states() throws {
    var connection = try Database.current.connect()
    for text in ["Cambodia", "Kambodscha", "cambodja"] {
      let found = try find(text, on: &connection)
      #expect(found.starts(with: ["country KHM", "agreement KHM", "statute KHM"]), "\(text): \(found)")
    }
    #expect(try find("Cambodia", { $0.nouns = ["statute"] }, on: &connection) == ["statute KHM"])
  }

  @Test("every row is found by its title and by its key, in its noun")
  func everything() throws {
    var connection = try Database.current.connect()
    for noun in Nouns.all where ["source", "organization", "activity", "petition"].contains(noun.form.noun) {
      let form = noun.form
      let title = try #require(form.fields.firstIndex { ["title", "name"].contains($0.name) })
      let key = try #require(form.fields.firstIndex { $0.name == form.key })
      // Every third: enough to meet every kind of name, and no longer than a breath.
      for (index, row) in try FormListing.read(noun, on: &connection).rows.enumerated() where index % 3 == 0 {
        for text in Set([row.cells[title] ?? "", row.cells[key] ?? ""]) {
          let found = try find(text, { $0.nouns = [form.noun] }, on: &connection)
          #expect(found.contains("\(form.noun) \(row.cells[key] ?? "")"), "\(form.noun) \(text): \(found)")
        }
      }
    }
  }

  @Test("who signed is never found, and what was retracted is found only as it was known then")
  func hidden() throws {
    var connection = try Database.current.connect()
    try Signing.load(
      "email,full_name,city,comment\nzz@example.org,Zebedee Quux,Quuxville,Zebedee was here\n",
      into: "no-impunity",
      on: &connection)
    #expect(try find("Zebedee Quux", on: &connection) == [])
    let before = try connection.value("SELECT clock_timestamp()", as: Instant.self)
    let batch = try connection.value(
      "SELECT batch_id FROM import_batch WHERE noun = 'activity'", as: Int64.self)
    let title = try #require(try connection.value("SELECT min(title) FROM activity", as: String.self))
    #expect(try find(title, { $0.nouns = ["activity"] }, on: &connection).first == "activity \(title)")
    _ = try ImportUndo.run(batch: try #require(batch), on: &connection)
    #expect(try find(title, { $0.nouns = ["activity"] }, on: &connection) == [])
    let then = try find(
      title,
      {
        $0.nouns = ["activity"]
        $0.clocks.knownOn = before
      }, on: &connection)
    #expect(then.first == "activity \(title)")
    let early = try find(
      title,
      {
        $0.nouns = ["activity"]
        $0.clocks = Clocks(asOf: Day("1990-01-01"), knownOn: before)
      }, on: &connection)
    #expect(early == [])
  }

  @Test(
    "what cannot be looked for is told: nothing, one letter, a noun that does not exist; SQL is only text")
  func refused() throws {
    var connection = try Database.current.connect()
    for text in ["", "  ", "x", "%", "''", "\u{202E}"] {
      let error = #expect(throws: RollError.self) { try find(text, on: &connection) }
      #expect(error?.kind == .usage, "\(text)")
    }
    let unknown = #expect(throws: RollError.self) {
      try find("amnesty", { $0.nouns = ["organisation"] }, on: &connection)
    }
    #expect(unknown?.message.contains("did you mean ‘organization’?") == true)
    for text in [
      "'; DROP TABLE source; --", "100%", "a_b", #"back\slash"#, "Москва",
      String(repeating: "x", count: 9000),
    ] {
      _ = try find(text, on: &connection)
    }
    #expect(try find("Amnesty", { $0.limit = 3 }, on: &connection).count == 3)
  }

  @Test("a shortened text shows the place that matched")
  func excerpt() {
    let text =
      String(repeating: "before ", count: 40) + "Côte d’Ivoire" + String(repeating: " after", count: 40)
    let shown = FindScore.excerpt(text, around: ["cote"])
    #expect(shown.contains("Côte") && shown.count <= 82 && shown.hasPrefix("…") && shown.hasSuffix("…"))
    #expect(FindScore.excerpt("short", around: ["x"]) == "short")
  }

  @Test("where an extension may not be created, or is not on the server, a user is told what to do")
  func extensions() throws {
    var owner = try Database.current.connectAsSuperuser()
    try owner.script(
      "DO $$ BEGIN CREATE ROLE rollcall_nobody; EXCEPTION WHEN duplicate_object THEN NULL; END $$; DROP EXTENSION pg_trgm CASCADE"
    )
    func refusal(_ statement: SQL) throws -> RollError? {
      do {
        try owner.transaction { transaction in
          try transaction.execute("SET LOCAL ROLE rollcall_nobody")
          try transaction.execute(statement)
        }
      } catch let error as PostgresError {
        return RollError(error)
      }
      return nil
    }
    let denied = try refusal("CREATE EXTENSION pg_trgm")
    #expect(denied?.kind == .notPermitted && denied?.hint?.contains("CREATE EXTENSION pg_trgm") == true)
    let missing = try refusal("CREATE EXTENSION nonesuch")
    #expect(missing?.kind == .configuration && missing?.hint?.contains("nonesuch is one of") == true)
  }
}
