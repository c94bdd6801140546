import Foundation
import Postgres
import PostgresTesting
import Testing

@testable import Roll

@Suite(.database(from: .petitions))
struct SignatureImportTests {
  /// What became of one row: its refusal, or nothing.
  private func refusal(_ text: String, _ connection: inout Connection) throws -> String {
    try Signing.tryLoad(text, into: "p1", on: &connection).rejections.map(\.reason).joined(separator: "|")
  }

  @Test(
    "the window includes its first and last day, in the zone that the row states, and nothing beside them")
  func window() throws {
    var connection = try Database.current.connect()
    for (time, reason) in [
      ("2002-09-01", ""), ("2002-08-31", "before the petition opened on 2002-09-01"),
      ("2003-06-30T23:59:59Z", ""),
      ("2003-07-01T00:00:00Z", "after the petition closed on 2003-06-30"),
      ("2003-07-01T00:30:00+02:00", "after the petition closed"),
      ("2003-06-30T23:30:00-05:00", ""), ("2002-09-01T00:30:00+14:00", ""),
      ("2002-08-31T23:30:00-10:00", "before the petition opened"),
    ] {
      let said = try refusal("email,signed_at\nsigner@example.org,\(time)\n", &connection)
      #expect(reason.isEmpty ? said.isEmpty : said.contains(reason), "\(time): \(said)")
    }
    let tomorrow = Day(
      number: Instant(microseconds: Int64(Date().timeIntervalSince1970 * 1e6)).day.number + 2)
    let future = try Signing.tryLoad(
      "email,signed_at\na@example.org,\(tomorrow)\n", into: "always", on: &connection)
    #expect(future.rejections.first?.reason.contains("lies in the future") == true)
  }

  @Test("a date that could be two stops the import, and the hint says how to go on")
  func ambiguous() throws {
    var connection = try Database.current.connect()
    let text = "email,signed_at\na@example.org,2002-10-01\nb@example.org,03/11/2002\n"
    let error = #expect(throws: RollError.self) { try Signing.load(text, into: "p1", on: &connection) }
    #expect(
      error?.kind == .data && error?.message.contains(":3: ") == true
        && error?.message.contains("column 2") == true)
    #expect(
      error?.hint?.contains("--date-order dmy") == true && error?.hint?.contains("--date-order mdy") == true)
    #expect(
      try connection.value("SELECT count(*) FROM import_batch WHERE noun = 'signature'", as: Int.self) == 0)
    for (order, day) in [(StatedTime.Order.dmy, "2002-11-03"), (.mdy, "2003-03-11")] {
      let petition = order == .dmy ? "p1" : "p2"
      let file = order == .dmy ? text : text.replacing("/2002", with: "/2003")
      try Signing.load(file, into: petition, { $0.dateOrder = order }, on: &connection)
      #expect(
        try Signing.export(petition, on: &connection).contains("b@example.org,,,,,,,,,,,\(day)T00:00:00Z"))
    }
  }

  @Test(
    "a country is known by its codes, its name and its other names, in any case; what is not known counts as unknown"
  )
  func countries() throws {
    var connection = try Database.current.connect()
    let spellings = [
      "FRA", "fr", "France", "FRANCE", " france ", "French Republic", "Côte d'Ivoire", "cote divoire",
      "Ivory Coast", "Atlantis", "", "Congo",
    ]
    let rows = spellings.enumerated().map { "a\($0)@example.org,2002-10-01,\"\($1)\"" }
    let receipt = try Signing.load(
      "email,signed_at,country\n\(rows.joined(separator: "\n"))\n", into: "p1", on: &connection)
    #expect(receipt.unknownCountry == 3 && receipt.new == spellings.count)
    #expect(
      try Signing.tally("p1", on: &connection) == [
        "- validated 2002-10-01 2002-10-01 3", "CIV validated 2002-10-01 2002-10-01 3",
        "FRA validated 2002-10-01 2002-10-01 6",
      ])
    try Signing.load(
      "email,country\nb@example.org,\nc@example.org,DE\n", into: "p2", { $0.defaultCountry = "se" },
      on: &connection)
    #expect(try Signing.tally("p2", on: &connection) == ["DEU validated - - 1", "SWE validated - - 1"])
    #expect(throws: RollError.self) {
      try Signing.load("email\nb@example.org\n", into: "p2", { $0.defaultCountry = "XX" }, on: &connection)
    }
    let code = try connection.values(
      "SELECT iso3 || ' ' || iso2 || ' ' || name FROM country", as: String.self)
    var index = try CountryIndex(from: &connection)
    for country in code {
      let parts = country.split(separator: " ", maxSplits: 2).map(String.init)
      // The name of one state, which is written for others too.
      for name in parts where name != "Guinea" {
        #expect(index.recognise(name.utf8.span) == parts[0], "\(name)")
      }
    }
  }

  @Test(
    "under one address another name is a repeat, and is told; under email_and_name it is another signature of one person"
  )
  func names() throws {
    var connection = try Database.current.connect()
    let text =
      "email,full_name\npair@example.org,Ann\npair@example.org,Bob\npair@example.org,ANN\npair@example.org,\n"
    let one = try Signing.load(text, into: "p1", on: &connection)
    #expect(one.new == 1 && one.duplicate == 3 && one.nameConflicts == 1 && one.nameConflictLines == [3])
    let later = try Signing.load(
      "email,full_name\npair@example.org,Cy\npair@example.org,Ann\n", into: "p1", on: &connection)
    #expect(later.nameConflicts == 1)
    let two = try Signing.load(text, into: "couples", on: &connection)
    #expect(two.new == 3 && two.duplicate == 1 && two.nameConflicts == 0)
    let aliases = try connection.run("SELECT alias_id::text, signatory_id::text FROM signatory_alias")
      .map { (row) throws(PostgresError) in try row.columns((String, String).self) }
    let ids = try connection.values(
      "SELECT signatory_id::text FROM signature s JOIN petition p USING (petition_id) WHERE p.slug = 'couples'",
      as: String.self)
    // Ann and Bob are aliases; the row without a name has the address's own id, which both lead to.
    #expect(Set(aliases.map(\.0)).isSubset(of: ids) && aliases.count == 2)
    #expect(
      Set(aliases.map(\.1)).count == 1 && Set(ids).subtracting(aliases.map(\.0)) == Set(aliases.map(\.1)))
    #expect(try Signing.load(text, into: "couples", on: &connection).alreadyHeld == 3)
  }

  @Test("more refused rows than allowed take everything back, by number and by share")
  func maximumRejects() throws {
    var connection = try Database.current.connect()
    let rows = (0..<10).map { $0 < 3 ? "broken" : "a\($0)@example.org" }
    let text = "email\n" + rows.joined(separator: "\n") + "\n"
    for (limit, isEnough) in [("3", true), ("2", false), ("30%", true), ("29.9%", false), ("0", false)] {
      let options = try #require(ImportOptions.RejectLimit(limit))
      if isEnough {
        #expect(
          try Signing.load(text, into: "p1", { $0.maximumRejects = options }, on: &connection).rejected == 3)
      } else {
        let error = #expect(throws: RollError.self) {
          try Signing.load(text, into: "p2", { $0.maximumRejects = options }, on: &connection)
        }
        #expect(error?.kind == .data)
      }
    }
    #expect(try Signing.tally("p2", on: &connection) == [])
    #expect(
      try connection.value("SELECT count(*) FROM import_batch WHERE petition = 'p2'", as: Int.self) == 0)
    #expect(
      ImportOptions.RejectLimit("-1") == nil && ImportOptions.RejectLimit("101%") == nil
        && ImportOptions.RejectLimit("x") == nil)
  }

  @Test("a dry run tells what would come and keeps nothing, no file either")
  func dryRun() throws {
    var connection = try Database.current.connect()
    let folder = TemporaryFolder()
    var options = ImportOptions()
    options.isDryRun = true
    let path = try folder.write("email\na@example.org\nbroken\na@example.org\n")
    let dry = try SignatureImport.run(path, petition: "p1", options: options, on: &connection)
    #expect(dry.dryRun && dry.batch == nil && dry.rejectsFile == nil)
    #expect((dry.rows, dry.new, dry.duplicate, dry.rejected) == (3, 1, 1, 1))
    #expect(folder.names == ["file.csv"])
    for table in ["signature", "signature_act", "signature_tally", "import_reject"] {
      #expect(try connection.value("SELECT count(*) FROM \(identifier: table)", as: Int.self) == 0)
    }
    #expect(
      try connection.value("SELECT count(*) FROM import_batch WHERE noun = 'signature'", as: Int.self) == 0)
    options.isDryRun = false
    let wet = try SignatureImport.run(path, petition: "p1", options: options, on: &connection)
    #expect((wet.rows, wet.new, wet.duplicate, wet.rejected) == (3, 1, 1, 1) && wet.repeated == false)
  }

  @Test("an import that is cancelled, or fails midway, leaves nothing")
  func cancelled() throws {
    var connection = try Database.current.connect()
    #expect(throws: RollError.self) {
      try Signing.load(
        "email\nbroken\na@example.org\n", into: "p1", { $0.isCancelled = { true } }, on: &connection)
    }
    #expect(
      try connection.value(
        "SELECT count(*) FROM pg_class WHERE relname LIKE 'signature_stage%'", as: Int.self) == 0)
    #expect(try Signing.tally("p1", on: &connection) == [])
    #expect(try Signing.load("email\na@example.org\n", into: "p1", on: &connection).new == 1)
  }

  @Test("an unknown petition is refused with the nearest name, a file with no usable column with its columns")
  func unusable() throws {
    var connection = try Database.current.connect()
    let unknown = #expect(throws: RollError.self) {
      try Signing.load("email\n", into: "couplse", on: &connection)
    }
    #expect(unknown?.kind == .data && unknown?.hint?.contains("couples") == true)
    let columns = #expect(throws: RollError.self) {
      try Signing.load("color,size\nred,1\n", into: "p1", on: &connection)
    }
    #expect(columns?.kind == .data && columns?.message.contains("‘color’") == true)
    let empty = #expect(throws: RollError.self) { try Signing.load("", into: "p1", on: &connection) }
    #expect(empty?.kind == .data)
    let twice = #expect(throws: RollError.self) {
      try Signing.load("mail,e-mail\na@b.org,c@d.org\n", into: "p1", on: &connection)
    }
    #expect(twice?.hint?.contains("--map email=") == true)
    let headerOnly = try Signing.load("email\n", into: "p1", on: &connection)
    #expect(headerOnly.rows == 0 && headerOnly.rejected == 0)
    let folder = TemporaryFolder()
    for path in [folder.path("nothing.csv"), folder.url.path] {
      let error = #expect(throws: RollError.self) {
        try SignatureImport.run(path, petition: "p1", options: ImportOptions(), on: &connection)
      }
      #expect(error?.kind == .noInput)
    }
  }

  @Test(
    "what is verified is what is there: a planted difference is found, of each kind",
    arguments: [
      ("UPDATE signature_tally SET change = change + 1", "tally"),
      ("UPDATE signature SET country = 'DEU' WHERE line = 2", "tally"),
      ("UPDATE signature SET status = 'pending' WHERE line = 3", "tally"),
      ("DELETE FROM signature_tally", "tally"),
      ("UPDATE signature SET country = 'XXX' WHERE line = 2", "reference"),
      ("DELETE FROM signature WHERE line = 3", "receipt"),
      ("UPDATE signature SET petition_id = 99 WHERE line = 3", "reference"),
      ("UPDATE signature SET batch_id = 99 WHERE line = 3", "reference"),
      ("DELETE FROM signature WHERE line = 2", "reference"), ("DELETE FROM signature_restatement", "receipt"),
    ])
  func verification(_ plant: String, _ check: String) throws {
    var connection = try Database.current.connect()
    let header = "email,signed_at,country\n"
    try Signing.load(
      header + "a@example.org,2002-10-01,FR\nb@example.org,2002-10-01,FR\n", into: "p1", on: &connection)
    try Signing.load(header + "a@example.org,2002-10-02,FR\n", into: "p1", on: &connection)
    #expect(try Verification.run(on: &connection).differences == [])
    try connection.script(plant)
    let found = try Verification.run(on: &connection).differences
    #expect(found.contains { $0.check == check }, "\(found)")
  }
}
