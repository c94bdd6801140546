import Postgres
import PostgresTesting
import Testing

@testable import Roll

/// What the rules must let pass: a rule that refuses too much is as wrong as one that refuses too little.
@Suite(.database(from: .rules))
struct AllowedTests {
  private static let allowed: [[String]] = [
    // Disputed, though no signature is known.
    ["agreement", "FRA,USA,,ratified,2003,,true,s1"],
    // The year reaches past the month.
    ["agreement", "FRA,USA,,signed,2003-05,,,s1", "FRA,USA,,ratified,2003,,,s1"],
    // Nothing is known of the signature's day.
    ["agreement", "FRA,USA,,signed,,,,s1", "FRA,USA,,ratified,1999,,,s1"],
    // In one file the order is free.
    ["agreement", "FRA,USA,,ratified,2004,,,s1", "FRA,USA,,signed,2003,,,s1"],
    // Both sources stand.
    ["agreement", "FRA,USA,,signed,2003,,,s1", "FRA,USA,,signed,2004,other,,s1"],
    // One may refuse twice.
    ["agreement", "FRA,USA,,refused,2003,,,s1", "FRA,USA,,refused,2005,,,s1"],
    ["statute", "FRA,ratified,2003-01-31,2003-04-01,,true,s1"],
    // A succession has a day of its own.
    ["statute", "FRA,succeeded,2006-10-23,2006-06-03,,,s1"],
    ["statute", "FRA,ratified,2003-01-31,2003-05-01,,,s1", "DEU,ratified,2002-04-11,2002-07-01,,,s1"],
    [
      "statute", "FRA,withdrawal_effective,2017-10-27,,,,s1", "FRA,withdrawal_notified,2016-10-27,,,,s1",
      "FRA,ratified,2004,,,,s1",
    ],
    ["statute", "FRA,ratified,2000,,,,s1", "FRA,withdrawal_notified,2001,,,,s1", "FRA,acceded,2005,,,,s1"],
    // The terms may touch within the year.
    ["membership", "a,b,member,2000,2003,s1", "a,b,member,2003,,s1"],
    // Another relation.
    ["membership", "a,b,member,,,s1", "a,b,partner,,,s1"],
    // Partners may point at each other.
    ["membership", "a,b,partner,,,s1", "b,a,partner,,,s1"],
    ["membership", "a,b,member,..2001,..2004,own observation"],
    ["claim", ",s,p,many,,,,,s1", ",s,p,many more,,,,,s1"],
    ["claim", "k,s,p,5,2003,petition.endorsements,p1,incomplete,s1"],
    ["endorsement", "p1,a,2003,2003,s1", "p1,b,,,own observation"],
    ["activity", ",event,Undated,s1", "2003,event,March,own observation"],
  ]

  @Test("what no rule stands against is taken")
  func taken() throws {
    var connection = try Database.current.connect()
    for words in Self.allowed {
      let noun = try #require(Nouns.all.first { $0.form.noun == words[0] })
      let header = try #require(ConstraintTests.headers[words[0]])
      let text = ([header] + words.dropFirst()).joined(separator: "\n") + "\n"
      let (receipt, reasons) = try Forms.tryLoad(noun, text, on: &connection)
      #expect(receipt.new == words.count - 1, "\(words): \(reasons)")
      _ = try ImportUndo.run(batch: try #require(receipt.batch), on: &connection)
    }
  }

  @Test(
    "article 126: for every deposit of forty years the first day of the month after the sixtieth day, never before July 2002"
  )
  func article126() throws {
    var connection = try Database.current.connect()
    let days = try connection.run(
      """
      SELECT d::date, statute_in_force_on(d::date) FROM generate_series(date '1998-07-17', date '2038-12-31', interval '1 day') d
      """
    ).map { (row) throws(PostgresError) in try row.columns((Day, Day).self) }
    #expect(days.count == 14_778)
    for (deposited, inForce) in days {
      let sixtieth = Day(number: deposited.number + 60)
      let (year, month, _) = sixtieth.parts
      let next =
        month == 12 ? Day(year: year + 1, month: 1, day: 1) : Day(year: year, month: month + 1, day: 1)
      let expected = deposited <= Day("2002-04-11") ?? deposited ? Day("2002-07-01") : next
      #expect(inForce == expected, "\(deposited)")
    }
  }
}

/// What only a statement of one's own could do.
@Suite(.database(from: .seeded))
struct FactTests {
  private static let facts = [
    "source", "organization", "coalition", "membership", "campaign", "petition", "endorsement",
    "agreement_event",
    "statute_event", "claim", "activity",
  ]

  @Test("no fact is overwritten or deleted; it is retracted, once")
  func stays() throws {
    var connection = try Database.current.connect()
    for table in Self.facts {
      let name: SQL = "\(identifier: table)"
      for change in ["SET note = 'changed'", "SET recorded_by = 'somebody'", "SET fact_id = -1"] {
        let error = #expect(throws: PostgresError.self) {
          try connection.execute("UPDATE \(fragment: name) \(trusted: change)")
        }
        #expect(error?.constraint == "fact_stays", "\(table)")
        #expect(error.map { RollError($0).message }?.contains("never overwritten") == true)
      }
      #expect(throws: PostgresError.self) { try connection.execute("DELETE FROM \(fragment: name)") }
      let retract: SQL = """
        UPDATE \(fragment: name) SET retracted_at = now(), retracted_by = 'a test', retraction_reason = 'a test'
        """
      #expect(try connection.execute(retract) > 0)
      #expect(throws: PostgresError.self, "\(table)") { try connection.execute(retract) }
      #expect(throws: PostgresError.self, "\(table)") {
        try connection.execute("UPDATE \(fragment: name) SET retracted_at = NULL, retracted_by = NULL")
      }
    }
  }

  @Test("a fact is retracted by somebody, and not before it was recorded")
  func retraction() throws {
    var connection = try Database.current.connect()
    for table in Self.facts {
      let name: SQL = "\(identifier: table)"
      let nobody = #expect(throws: PostgresError.self) {
        try connection.execute("UPDATE \(fragment: name) SET retracted_at = now()")
      }
      #expect(nobody?.constraint == "retracted_by_someone", "\(table)")
      let early = #expect(throws: PostgresError.self) {
        try connection.execute(
          "UPDATE \(fragment: name) SET retracted_at = '2000-01-01', retracted_by = 'a test'")
      }
      #expect(early?.constraint == "retracted_after_recorded", "\(table)")
    }
  }

  @Test("the tally holds no empty change, a batch must reconcile, and a second key cannot be")
  func others() throws {
    var connection = try Database.current.connect()
    for (statement, constraint) in [
      ("UPDATE import_batch SET new = new + 1", "import_batch_reconciles"),
      ("UPDATE import_batch SET undone_at = now()", "import_batch_undone_by_someone"),
      ("UPDATE import_batch SET sha256 = 'x'", "import_batch_sha256_form"),
      (
        "INSERT INTO identity_key (key, rules_version) SELECT key, 1 FROM identity_key",
        "identity_key_only_one"
      ),
      ("INSERT INTO identity_key VALUES (false, sha256('x'), 1)", "identity_key_is_alone"),
      (
        "INSERT INTO signature_act (petition_id, kind) SELECT petition_id, 'guess' FROM petition",
        "signature_act_kind_known"
      ),
    ] as [(SQL, String)] {
      let error = #expect(throws: PostgresError.self) { try connection.execute(statement) }
      #expect(error?.constraint == constraint)
    }
  }
}
