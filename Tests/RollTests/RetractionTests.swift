import Postgres
import PostgresTesting
import Testing

@testable import Roll

/// Facts are taken back by what they say, for a reason, and not from under others.
@Suite(.database(from: .rules))
struct RetractionTests {
  private func retract(
    _ noun: any Noun.Type, _ keys: String..., filters: [(String, String)] = [], reason: String = "a test",
    on connection: inout Connection
  ) throws -> FormFact {
    let selection = FormSelection(keys, filters: filters.map { (field: $0.0, value: $0.1) })
    return try FormRetraction.run(noun, selection, reason: reason, on: &connection)
  }

  private func refusal(_ body: () throws -> Void) -> RollError? {
    do {
      try body()
      return nil
    } catch let error as RollError {
      return error
    } catch let error as PostgresError {
      return RollError(error)
    } catch {
      return nil
    }
  }

  @Test("what is retracted stays readable with who, when and why, and leaves an entry in the audit")
  func kept() throws {
    var connection = try Database.current.connect()
    try Forms.load(
      Agreement.self, "state,partner,event,on,sources\nKEN,USA,refused,2005-07,s1\n", on: &connection)
    let before = try #require(try connection.value("SELECT clock_timestamp()", as: Instant.self))
    let fact = try retract(Agreement.self, "Kenya", "refused", reason: " a slip ", on: &connection)
    #expect(fact.retractedAt != nil && fact.retractedBy != nil && fact.reason == "a slip")
    #expect(try FormListing.read(Agreement.self, on: &connection).rows.isEmpty)
    #expect(
      try FormListing.read(Agreement.self, Clocks(knownOn: before), on: &connection).rows == [fact.row])
    let history = try FormHistory.read(Agreement.self, Clocks(), key: "KEN", on: &connection)
    #expect(history.entries.map(\.fact) == [fact])
    let entry = try #require(try AuditEntry.read(limit: 1, on: &connection).first)
    #expect((entry.act, entry.noun, entry.subject) == ("retract", "agreement", "KEN"))
    #expect(try AuditVerification.run(on: &connection).fault == nil)
    try Forms.load(
      Agreement.self, "state,partner,event,on,sources\nKEN,USA,refused,2005-07,s1\n", on: &connection)
    #expect(try FormListing.read(Agreement.self, on: &connection).rows == [fact.row])
  }

  @Test(
    "without a reason nothing is retracted, and of several facts none: they are listed by what tells them apart"
  )
  func several() throws {
    var connection = try Database.current.connect()
    try Forms.load(
      Agreement.self,
      "state,partner,event,on,note,sources\nKEN,USA,refused,2004,one,s1\nKEN,USA,refused,2005,two,s1\nKEN,GBR,refused,2005,,s1\n",
      on: &connection)
    let silent = refusal { _ = try retract(Agreement.self, "KEN", reason: "  ", on: &connection) }
    #expect(silent?.kind == .usage)
    let both = refusal { _ = try retract(Agreement.self, "KEN", "refused", "USA", on: &connection) }
    #expect(both?.kind == .data)
    #expect(both?.message.hasSuffix(":\n  --on 2004\n  --on 2005") == true, "\(String(describing: both))")
    let three = refusal { _ = try retract(Agreement.self, "KEN", on: &connection) }
    #expect(three?.message.contains("--partner GBR --on 2005") == true, "\(String(describing: three))")
    let none = refusal { _ = try retract(Agreement.self, "KEN", "signed", on: &connection) }
    #expect(none?.hint?.contains("agreement KEN refused (2004; source: s1)") == true)
    let unknown = refusal { _ = try retract(Agreement.self, "Kenja", on: &connection) }
    #expect(unknown?.message == "unknown state ‘Kenja’; did you mean ‘kenya’?")
    #expect(try FormListing.read(Agreement.self, on: &connection).rows.count == 3)
    _ = try retract(
      Agreement.self, "KEN", "refused", filters: [("on", "2005"), ("partner", "USA")], on: &connection)
    _ = try retract(Agreement.self, "KEN", filters: [("note", "")], on: &connection)
    #expect(try FormListing.read(Agreement.self, on: &connection).rows.map { $0.cells[4] } == ["2004"])
  }

  @Test("what others rest on stays, and they are named with their sources")
  func needed() throws {
    var connection = try Database.current.connect()
    try Forms.load(Membership.self, "coalition,member,sources\na,c,s1\n", on: &connection)
    try Forms.load(Endorsement.self, "petition,organization,sources\np1,b,s1\n", on: &connection)
    try Forms.load(
      Claim.self,
      "subject,predicate,value,measure,measured,list,sources\nA,members,5,coalition.members,d,incomplete,s1\n",
      on: &connection)
    let cases: [(any Noun.Type, String, String)] = [
      (Source.self, "s1", "coalition a (source: s1); coalition b (source: s1)"),
      (Organization.self, "c", "membership a c (source: s1)"),
      (Organization.self, "Bund", "endorsement p1 b (source: s1)"),
      (Coalition.self, "a", "membership a c (source: s1)"),
      (Coalition.self, "d", "claim A members (source: s1)"),
      (Campaign.self, "k", "petition p1"), (Petition.self, "p1", "endorsement p1 b (source: s1)"),
    ]
    for (noun, key, words) in cases {
      let error = refusal { _ = try retract(noun, key, on: &connection) }
      #expect(
        error?.kind == .data && error?.message.contains("rest on it: ") == true, "\(noun.form.noun) \(key)")
      #expect(error?.message.contains(words) == true, "\(String(describing: error))")
    }
    _ = try retract(Membership.self, "a", "c", on: &connection)
    _ = try retract(Organization.self, "c", on: &connection)
    try Signing.load("email,signed_at\na@example.org,2002-10-01\n", into: "p1", on: &connection)
    _ = try retract(Endorsement.self, "p1", on: &connection)
    let signed = refusal { _ = try retract(Petition.self, "p1", on: &connection) }
    #expect(signed?.message.contains("rest on it: 1 signature") == true, "\(String(describing: signed))")
  }

  @Test("an event on which a later one rests stays, unless another takes its place")
  func order() throws {
    var connection = try Database.current.connect()
    try Forms.load(
      Agreement.self,
      "state,partner,event,on,sources\nFRA,USA,signed,2003-05-02,s1\nFRA,USA,ratified,2004,s1\n",
      on: &connection)
    try Forms.load(
      Statute.self,
      "state,event,on,sources\nFRA,ratified,2000,s1\nFRA,withdrawal_notified,2010,s1\nFRA,withdrawal_effective,2011,s1\n",
      on: &connection)
    let signed = refusal { _ = try retract(Agreement.self, "FRA", "signed", on: &connection) }
    #expect(
      signed?.message == "it cannot be retracted: ratified (2004; source: s1) rests on the signature")
    let deposit = refusal { _ = try retract(Statute.self, "FRA", "ratified", on: &connection) }
    #expect(deposit?.message == "it cannot be retracted: withdrawal_notified (2010; source: s1) rests on it")
    let notified = refusal { _ = try retract(Statute.self, "FRA", "withdrawal_notified", on: &connection) }
    #expect(notified?.message.contains("withdrawal_effective (2011; source: s1) rests on it") == true)
    let changes: [String: String?] = ["on": "2003-06"]
    let outcome = try FormCorrection.run(
      Agreement.self, FormSelection(["FRA", "signed"]), changes: changes, reason: "a test", on: &connection)
    #expect(outcome.after.row.cells[4] == "2003-06" && outcome.before.reason == "a test")
    let late = refusal {
      _ = try FormCorrection.run(
        Agreement.self, FormSelection(["FRA", "signed"]), changes: ["on": "2005"], reason: "a test",
        on: &connection)
    }
    #expect(
      late?.message.contains("the signature (2005) would lie after ratified (2004; source: s1)") == true)
    for event in ["withdrawal_effective", "withdrawal_notified", "ratified"] {
      _ = try retract(Statute.self, "FRA", event, on: &connection)
    }
    #expect(try FormListing.read(Statute.self, on: &connection).rows.isEmpty)
  }

  @Test(
    "an import whose facts others rest on is not undone, and they are named; what was corrected since stays")
  func undo() throws {
    var connection = try Database.current.connect()
    let first = try Forms.load(
      Agreement.self, "state,partner,event,on,sources\nFRA,USA,signed,2003,s1\nDEU,USA,refused,2003,s1\n",
      on: &connection)
    try Forms.load(
      Agreement.self, "state,partner,event,on,sources\nFRA,USA,ratified,2004,s1\n", on: &connection)
    let batch = try #require(first.batch)
    let error = refusal { _ = try ImportUndo.run(batch: batch, on: &connection) }
    #expect(error?.message.contains("ratified (2004; source: s1) rests on the signature") == true)
    _ = try retract(Agreement.self, "FRA", "ratified", on: &connection)
    _ = try FormCorrection.run(
      Agreement.self, FormSelection(["DEU"]), changes: ["on": "2002"], reason: "a test", on: &connection)
    let outcome = try ImportUndo.run(batch: batch, on: &connection)
    #expect((outcome.removed, outcome.corrected) == (1, 1))
    #expect(try FormListing.read(Agreement.self, on: &connection).rows.map { $0.cells[4] } == ["2002"])
    let members = try Forms.load(Membership.self, "coalition,member,sources\na,c,s1\n", on: &connection)
    let sources = try #require(
      try connection.value("SELECT batch_id FROM import_batch WHERE noun = 'source'", as: Int64.self))
    let named = refusal { _ = try ImportUndo.run(batch: sources, on: &connection) }
    #expect(named?.message.contains("refer to its rows: coalition a (source: s1)") == true)
    #expect(members.new == 1)
  }
}
