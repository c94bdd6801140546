import Postgres
import Testing

@testable import PostgresTesting
@testable import Roll

/// A correction takes one statement back and makes another, in one act.
@Suite(.database(from: .rules))
struct CorrectionTests {
  private func correct(
    _ noun: any Noun.Type, _ keys: String..., changes: [String: String?], on connection: inout Connection
  ) throws -> FormCorrection.Outcome {
    try FormCorrection.run(noun, FormSelection(keys), changes: changes, reason: "a test", on: &connection)
  }

  private func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "nothing"
    } catch let error as RollError {
      return error.message
    } catch let error as PostgresError {
      return RollError(error).message
    } catch {
      return "\(error)"
    }
  }

  @Test("one act takes the old back and records the new; sources that are not named stay")
  func event() throws {
    var connection = try Database.current.connect()
    try Forms.load(Source.self, "slug,title\ns2,Another\n", on: &connection)
    try Forms.load(
      Statute.self, "state,event,on,note,sources\nFRA,ratified,2000-06-08,a note,s1\n", on: &connection)
    let day = try correct(Statute.self, "France", "ratified", changes: ["on": "2000-06-09"], on: &connection)
    #expect(day.before.retractedAt == day.after.recordedAt && day.before.reason == "a test")
    #expect(day.after.row.cells.last == "s1" && day.after.batch == nil)
    let cells = try correct(Statute.self, "FRA", changes: ["sources": "s2; s1", "note": ""], on: &connection)
    #expect(cells.after.row.cells.suffix(2) == [nil, "s1; s2"])
    let history = try FormHistory.read(Statute.self, Clocks(), key: "FRA", on: &connection)
    #expect(history.entries.count == 1)
    #expect(history.entries[0].before.map { $0.row.cells[2] } == ["2000-06-09", "2000-06-08"])
    let known = try FormHistory.read(
      Statute.self, Clocks(knownOn: day.after.recordedAt), key: "FRA", on: &connection)
    #expect(known.entries.map(\.fact.row) == [day.after.row] && known.entries[0].before.count == 1)
    #expect(known.entries[0].fact.retractedAt == nil, "that it was corrected was not known then")
    let early = Clocks(asOf: Day("2000-06-08"))
    #expect(try FormHistory.read(Statute.self, early, key: "FRA", on: &connection).entries.isEmpty)
    let acts = try AuditEntry.read(limit: 2, on: &connection).map(\.act)
    #expect(acts == ["correct", "correct"])
  }

  @Test(
    "what changes nothing, empties what must be said or breaks a rule is refused, and nothing is kept of it")
  func refused() throws {
    var connection = try Database.current.connect()
    try Forms.load(
      Membership.self, "coalition,member,from,until,sources\na,b,2000,2003,s1\na,b,2004,,s1\n",
      on: &connection)
    let before = try Forms.export(Membership.self, on: &connection)
    let several = message {
      _ = try correct(Membership.self, "a", "b", changes: ["from": "2001"], on: &connection)
    }
    #expect(several.contains("\n  --was from=2000 --was until=2003"), "\(several)")
    let term = FormSelection(["a", "b"], filters: [(field: "from", value: "2004")])
    func change(_ changes: [String: String?]) -> String {
      message {
        _ = try FormCorrection.run(Membership.self, term, changes: changes, reason: "a test", on: &connection)
      }
    }
    #expect(change(["from": "2002"]).contains("overlaps: b is member of a from 2000 until 2003 (source: s1)"))
    #expect(change(["from": "2004"]).contains("nothing would change"))
    #expect(change(["member": "nobody"]).contains("unknown organization ‘nobody’"))
    #expect(change(["member": ""]).contains("member is missing"))
    #expect(change(["sources": ""]).contains("names no source"))
    #expect(change(["from": "soon"]).contains("is not a date"))
    #expect(change([:]).contains("nothing to change"))
    #expect(try Forms.export(Membership.self, on: &connection) == before)
    #expect(try connection.value("SELECT count(*) FROM membership", as: Int.self) == 2)
    #expect(change(["from": "2005", "until": "2006"]) == "nothing")
  }

  @Test(
    "what has a slug keeps its number, so that all that refers to it goes on doing so, and what it said is kept"
  )
  func versions() throws {
    var connection = try Database.current.connect()
    try Signing.load("email,signed_at\na@example.org,2002-10-01\n", into: "p1", on: &connection)
    try Forms.load(Endorsement.self, "petition,organization,sources\np1,b,s1\n", on: &connection)
    try Forms.load(Membership.self, "coalition,member,sources\na,b,s1\n", on: &connection)
    let numbers: SQL = """
      SELECT format('%s %s %s', p.petition_id, o.organization_id, s.source_id) FROM petition p, organization o, source s
      WHERE p.slug = 'p1' AND o.slug = 'b' AND s.slug = 's1'
      """
    let held = try connection.value(numbers, as: String.self)
    let goal = try correct(Petition.self, "p1", changes: ["goal": "5", "sources": "s1"], on: &connection)
    _ = try correct(Petition.self, "p1", changes: ["goal": "7", "title": "Letter"], on: &connection)
    _ = try correct(
      Organization.self, "BUND", changes: ["name": "Bund e. V.", "aliases": "Verein"], on: &connection)
    _ = try correct(Source.self, "s1", changes: ["title": "The source"], on: &connection)
    #expect(try connection.value(numbers, as: String.self) == held)
    #expect(try Forms.export(Endorsement.self, on: &connection).contains("p1,b,"))
    #expect(try FormListing.read(Petition.self, on: &connection).rows.map { $0.cells[7] } == ["7"])
    let then = Clocks(knownOn: goal.after.recordedAt)
    #expect(try FormListing.read(Petition.self, then, on: &connection).rows.map { $0.cells[7] } == ["5"])
    let first = try #require(
      try connection.value("SELECT min(recorded_at) FROM petition_version", as: Instant.self))
    #expect(
      try FormListing.read(Petition.self, Clocks(knownOn: first), on: &connection).rows.map { $0.cells[7] }
        == [nil])
    let history = try FormHistory.read(Petition.self, Clocks(), key: "p1", on: &connection)
    #expect(history.entries.map { $0.before.map { $0.row.cells[7] } } == [["5", nil]])
    #expect(history.entries[0].before[0].row.cells.last == "s1")
    #expect(try CoalitionTreeReader.key(of: "verein", noun: "organization", on: &connection) == "b")
    #expect(try Verification.run(on: &connection).differences.isEmpty)
  }

  @Test("a slug stays, a name is one thing's, and what was said before can be neither changed nor deleted")
  func kept() throws {
    var connection = try Database.current.connect()
    _ = try correct(Petition.self, "p1", changes: ["goal": "5"], on: &connection)
    let slug = message { _ = try correct(Petition.self, "p1", changes: ["slug": "p2"], on: &connection) }
    #expect(slug.contains("the slug of a petition stays"))
    let name = message {
      _ = try correct(Organization.self, "b", changes: ["name": "ALLIANCE"], on: &connection)
    }
    #expect(name.contains("another organization has this name"))
    for change in ["UPDATE fact_version SET noun = 'x'", "DELETE FROM fact_version", "TRUNCATE fact_version"]
    {
      #expect(throws: PostgresError.self) { try connection.script(change) }
    }
  }

  @Test("a campaign keeps which coalitions and states it concerned before")
  func campaign() throws {
    var connection = try Database.current.connect()
    let first = try correct(
      Campaign.self, "k", changes: ["coalitions": "a; b", "states": "KEN", "partner": "USA"], on: &connection)
    _ = try correct(
      Campaign.self, "k", changes: ["coalitions": "b", "states": "Kenya; FRA"], on: &connection)
    #expect(
      try FormListing.read(Campaign.self, on: &connection).rows.map { $0.cells[6...7] } == [
        ["b", "FRA; KEN"]
      ])
    let then = Clocks(knownOn: first.after.recordedAt)
    #expect(
      try FormListing.read(Campaign.self, then, on: &connection).rows.map { $0.cells[6...7] } == [
        ["a; b", "KEN"]
      ])
  }

  @Test(
    "a signed petition keeps what identifies a signature and whose days count, and its days hold every signing"
  )
  func policy() throws {
    var connection = try Database.current.connect()
    _ = try correct(Petition.self, "p1", changes: ["identity": "email_and_name"], on: &connection)
    _ = try correct(
      Petition.self, "p1", changes: ["identity": "email", "time_zone": "Europe/Paris"], on: &connection)
    try Signing.load("email,signed_at\na@example.org,2002-10-01\n", into: "p1", on: &connection)
    for (field, value, words) in [
      ("identity", "email_and_name", "which keep what identifies them"),
      ("time_zone", "UTC", "whose days count"),
      ("opened", "2002-10-02", "1 of them"), ("closed", "2002-09-30", "1 of them"),
      ("closed", "1999", "is not a day"),
    ] {
      let told = message { _ = try correct(Petition.self, "p1", changes: [field: value], on: &connection) }
      #expect(told.contains(words), "\(field): \(told)")
    }
    _ = try correct(
      Petition.self, "p1", changes: ["opened": "2002-10-01", "closed": "2002-10-01"], on: &connection)
    #expect(try connection.value("SELECT count(*) FROM petition", as: Int.self) == 1)
  }

  @Test("the partner of an agreement is the one that the campaigns name, or that of those on record")
  func partner() throws {
    var connection = try Database.current.connect()
    #expect(try Agreement.usualPartner(on: &connection) == "USA")
    try Forms.load(Agreement.self, "state,partner,event,sources\nKEN,GBR,refused,s1\n", on: &connection)
    #expect(try Agreement.usualPartner(on: &connection) == "GBR")
    _ = try correct(Campaign.self, "k", changes: ["partner": "France"], on: &connection)
    #expect(try Agreement.usualPartner(on: &connection) == "FRA")
    try Forms.load(Campaign.self, "slug,title,partner\nl,Another,USA\n", on: &connection)
    #expect(message { _ = try Agreement.usualPartner(on: &connection) }.contains("FRA, USA"))
  }
}

/// What was corrected travels with its campaign.
@Suite(.database(from: .seeded))
struct CorrectedFolderTests {
  @Test("a campaign whose facts were corrected and retracted is the same in another database, byte by byte")
  func roundTrip() throws {
    var connection = try Database.current.connect()
    func correct(_ noun: any Noun.Type, _ keys: String..., changes: [String: String?]) throws {
      _ = try FormCorrection.run(
        noun, FormSelection(keys), changes: changes, reason: "a test", on: &connection)
    }
    // What rests on the signature was recorded before the signature as it stands now.
    try correct(Agreement.self, "BDI", "signed", changes: ["on": "2003-07"])
    try correct(Agreement.self, "AFG", "signed", changes: ["on": "2002-09-21"])
    try correct(Agreement.self, "AFG", "in_force", changes: ["note": ""])
    try correct(Statute.self, "BDI", "withdrawal_notified", changes: ["note": "a note"])
    try correct(Petition.self, "no-impunity", changes: ["goal": "7"])
    try correct(Campaign.self, "no-impunity", changes: ["coalitions": "amicc; cicc"])
    try correct(Organization.self, "adhoc", changes: ["website": ""])
    try correct(Source.self, "24ur-2003-06-25", changes: ["note": "a note"])
    _ = try FormRetraction.run(
      Agreement.self, FormSelection(["AGO", "in_force"]), reason: "a test", on: &connection)
    let folder = TemporaryFolder()
    let files = try CampaignFolder.export("no-impunity", to: folder.path("first"), on: &connection)
    var other = try Cluster.shared.connectToCopy(of: .migrated)
    for receipt in try CampaignFolder.load(folder.path("first"), on: &other.connection) {
      #expect(receipt.rejected == 0 && receipt.new == receipt.rows, "\(receipt.noun)")
    }
    _ = try CampaignFolder.export("no-impunity", to: folder.path("second"), on: &other.connection)
    for file in files {
      #expect(try folder.text("first/\(file)") == folder.text("second/\(file)"), "\(file)")
    }
    #expect(try folder.text("first/petition.csv").contains("a test"))
  }
}
