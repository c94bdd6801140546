import EmbeddedFiles
import Postgres
import PostgresTesting
import Testing

@testable import Roll

@Suite(.database(from: .migrated))
struct SchemaTests {
  @Test("every table, view and column has a comment")
  func comments() throws {
    var connection = try Database.current.connect()
    let silent = try connection.values(
      """
      SELECT c.relname || coalesce('.' || a.attname, '') FROM pg_class c
        LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND c.relkind = 'r'
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'S')
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('e', 'i'))
        AND (col_description(c.oid, a.attnum) IS NULL AND a.attnum IS NOT NULL OR obj_description(c.oid, 'pg_class') IS NULL)
      ORDER BY 1
      """, as: String.self)
    #expect(silent == [])
    let mute = try connection.values(
      """
      SELECT p.proname::text FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
        AND obj_description(p.oid, 'pg_proc') IS NULL ORDER BY 1
      """, as: String.self)
    #expect(mute == [])
  }

  @Test("every constraint and index is named by us")
  func names() throws {
    var connection = try Database.current.connect()
    let names = try connection.values(
      """
      SELECT conname::text FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 0
      UNION SELECT c.relname::text FROM pg_class c WHERE c.relkind = 'i' AND c.relnamespace = 'public'::regnamespace
      """, as: String.self)
    #expect(names.count > 80)
    let texts = EmbeddedFile.migrations.map(\.text).joined()
    for name in names where !name.hasPrefix("schema_") {
      let isNamed = ["CONSTRAINT", "INDEX", "TRIGGER"].contains { texts.contains("\($0) \(name) ") }
      // The triggers that all facts have are named from their tables.
      let table = name.replacing("_has_source", with: "").replacing("_stays", with: "")
      #expect(
        isNamed || texts.contains(",\(table),") || texts.contains(",\(table)}"),
        "\(name) stands in no migration")
    }
  }

  @Test("every text column that is sorted or compared is so by bytes")
  func collation() throws {
    var connection = try Database.current.connect()
    let columns = try connection.values(
      """
      SELECT c.relname || '.' || a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        JOIN pg_collation l ON l.oid = a.attcollation
      WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.atttypid = 'text'::regtype AND l.collname <> 'C'
      """, as: String.self)
    #expect(columns == [])
  }

  @Test("every view can be read, and has the columns of its form")
  func views() throws {
    var connection = try Database.current.connect()
    for view in EmbeddedFile.views {
      _ = try connection.run("SELECT * FROM \(identifier: view.name) LIMIT 0")
    }
    for noun in Nouns.all {
      let form = noun.form
      let columns = try connection.values(
        "SELECT attname::text FROM pg_attribute WHERE attrelid = \(form.view)::regclass AND attnum > 0 ORDER BY attnum",
        as: String.self)
      #expect(Array(columns.prefix(form.fields.count)) == form.fields.map(\.name), "\(form.noun)")
    }
  }

  @Test("every statement runs on a migrated database")
  func statements() throws {
    var connection = try Database.current.connect()
    let known = AsKnown(asOf: Day(number: 12_000), knownOn: Instant(startOf: Day(number: 20_000)))
    var statements: [any Statement] = [
      AgreementStanding(partner: "USA", states: ["FRA"], known),
      AgreementStanding(partner: nil, states: [], known),
      UndatedAgreementEvents(partner: nil, known), CampaignFacts(slug: "x", known),
      PetitionsOfCampaign(campaign: 1, known),
      ActivitiesOfCampaign(campaign: 1, known), SourcesBySlug(["a"], knownOn: known.knownOn),
      ClaimsOfCampaign(campaign: 1, known),
      CoalitionStanding(campaign: 1, known), UndatedMemberships(campaign: 1, known),
      SignatureTotals(petition: 1, known),
      SignaturesByCountry(petition: 1, known), SignaturesByDay(petition: 1, known),
      UndatedSignatures(petition: 1, known),
      FallsOfPetition(petition: 1, known), StatuteStanding(known), Countries(statesOnly: true, iso3: "FRA"),
      Countries(),
    ]
    statements += [
      BelongingsThatHold(of: "x", known), BelongingsThatHold(known), BelongingsLeftOut(of: ["x"], known),
      MembersBelow("x", isDirect: true, known), CoalitionsOnRecord(known), CoalitionSizes(of: "x", known),
      NewestClaims("coalition.members", known), EndorsementsGiven(of: "x", known),
    ]
    let measures = try connection.run("SELECT measure, needs FROM claim_measure")
      .map { (row) throws(PostgresError) in try row.columns((String, String?).self) }
    #expect(measures.count >= 9)
    for (measure, needs) in measures {
      statements.append(
        try #require(Measure(measure, of: needs.map { _ in "x" }, known), "\(measure) cannot be counted"))
      #expect((Measure(measure, of: nil, known) == nil) == (needs != nil))
    }
    for statement in statements {
      do { _ = try connection.run(statement.sql) } catch { Issue.record("\(type(of: statement)): \(error)") }
    }
    for noun in Nouns.all {
      _ = try FormListing.read(noun, Clocks(asOf: known.asOf, knownOn: known.knownOn), on: &connection)
    }
  }

  @Test("every rule that is explained to people is in the schema")
  func explanations() throws {
    var connection = try Database.current.connect()
    let names = Set(
      try connection.values(
        """
        SELECT conname::text FROM pg_constraint UNION SELECT relname::text FROM pg_class WHERE relkind = 'i'
        UNION SELECT proname::text FROM pg_proc UNION SELECT tgname::text FROM pg_trigger
        """, as: String.self))
    for rule in Constraints.ruleNames {
      #expect(names.contains(rule), "\(rule) is explained, but there is none")
    }
  }

  @Test("a country has one name, two codes and no name of another's; each state is a country")
  func countries() throws {
    var connection = try Database.current.connect()
    #expect(try connection.value("SELECT count(*) FROM country", as: Int.self) == 250)
    let clashes = try connection.values(
      "SELECT a.alias FROM country_alias a JOIN country c ON lower(c.name) = a.alias AND c.iso3 <> a.iso3",
      as: String.self)
    #expect(clashes == [])
    for alias in try connection.values("SELECT alias FROM country_alias", as: String.self) {
      #expect(
        String(decoding: Canonical.text(alias), as: UTF8.self) == alias, "\(alias) is not in canonical form")
    }
    #expect(try connection.value("SELECT count(*) FROM state WHERE un_member", as: Int.self) == 193)
  }
}
