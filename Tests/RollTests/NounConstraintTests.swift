import Postgres
import PostgresTesting
import Testing

@testable import Roll

/// The rules of measures, positions, counts and recurring activities, each violated once beside a row that keeps it.
@Suite(.database(from: .rules))
struct NounConstraintTests {
  typealias Case = ConstraintTests.Case

  static let headers = [
    "measure": "state,partner,kind,on,until,aid,aid_received,amount,currency,standing,disputed,sources",
    "position": "actor_kind,actor,office,about_kind,about,stance,role,since,standing,sources",
    "count": "petition,kind,organization,country,number,on,label,overlap,note,sources",
    "activity": "on,kind,title,recurs,sources",
  ]

  static let measures: [Case] = [
    .init(
      PressureMeasure.self, "measure_between_two", "USA,USA,cut,2003,,,,,,,,s1", refusal: "against itself"),
    .init(
      PressureMeasure.self, "measure_names_its_state", ",USA,threat,2003,,,,,,,,s1",
      ",USA,waived,2003,,,,,,,,s1", refusal: "Name the state"),
    .init(
      PressureMeasure.self, "measure_ends_after_it_begins", "FRA,USA,waived,2003,2004,,,,,,,s1",
      "FRA,USA,waived,2003,2002,,,,,,,s1", refusal: "end before it begins"),
    .init(
      PressureMeasure.self, "measure_amount_positive", "FRA,USA,at_stake,2003,,,,0,USD,,,s1",
      refusal: "more than nothing"),
    .init(
      PressureMeasure.self, "measure_amount_with_currency", "FRA,USA,at_stake,2003,,,,5,,,,s1",
      refusal: "belong together"),
    .init(
      PressureMeasure.self, "measure_amount_with_currency, reverse", "FRA,USA,at_stake,2003,,,,,USD,,,s1",
      refusal: "belong together"),
    .init(
      PressureMeasure.self, "measure_currency_form", "FRA,USA,at_stake,2003,,,,5,usd,,,s1",
      refusal: "three capital letters"),
    .init(
      PressureMeasure.self, "measure_once", "FRA,USA,cut,2003-07-01,,,,,,,,s1",
      "FRA,USA,cut,2003-07-01,,food aid,,,,,,s1", "FRA,USA,waived,2003-07-01,,,,,,other,,s1",
      "FRA,USA,waived,2003-07-02,,,,,,,,s1", "DEU,USA,waived,2003-07-01,,,,,,,,s1",
      "FRA,USA,waived,2003-07-01,,,,,,,,s1", refusal: "of this day already"),
    .init(
      PressureMeasure.self, "measure_in_order, nothing", "FRA,USA,lifted,2003,,,,,,,,s1",
      refusal: "no cut or sanction before it"),
    .init(
      PressureMeasure.self, "measure_in_order, later", "FRA,USA,cut,2003-07-01,,,,,,,,s1",
      "DEU,USA,cut,2002,,,,,,,,s1", "DEU,USA,lifted,2002,,,,,,,,s1", "FRA,USA,lifted,2003-06,,,,,,,true,s1",
      "FRA,USA,lifted,2003-06-30,,,,,,,,s1", refusal: "Record the cut or sanction first"),
    .init(PressureMeasure.self, "measure_has_source", "FRA,USA,cut,,,,,,,,,", refusal: "it names no source"),
    .init(
      PressureMeasure.self, "measure_kind_known", "FRA,USA,waver,,,,,,,,,s1", refusal: "is none of threat"),
    .init(
      PressureMeasure.self, "measure_state", "Frence,USA,cut,,,,,,,,,s1", refusal: "did you mean ‘france’?"),
  ]

  static let positions: [Case] = [
    .init(
      HeldPosition.self, "position_person_has_office", "legislator,A,Deputy,campaign,k,for,,,,s1",
      "legislator,B,,campaign,k,for,,,,s1", refusal: "private persons have no place"),
    .init(
      HeldPosition.self, "position_person_has_office, reverse", "organization,a,Deputy,campaign,k,for,,,,s1",
      refusal: "on record for an office"),
    .init(
      HeldPosition.self, "position_role_of_a_text", "organization,a,,bill,B 1,for,sponsor,,,s1",
      "organization,a,,campaign,k,for,sponsor,,,s1", refusal: "has sponsors"),
    .init(
      HeldPosition.self, "position_sponsor_is_for", "organization,a,,bill,B 1,against,,,,s1",
      "organization,a,,bill,B 2,against,cosponsor,,,s1", refusal: "for what it sponsors"),
    .init(
      HeldPosition.self, "position_not_about_itself", "organization,a,,organization,b,for,,,,s1",
      "organization,a,,organization,a,for,,,,s1", refusal: "no position on itself"),
    .init(
      HeldPosition.self, "position_once", "state,FRA,,bill,B 1,for,,2003-01-31,,s1",
      "state,FRA,,bill,B 1,for,,2003-02,,s1", "state,FRA,,bill,B 1,against,,2003-01-31,other,s1",
      "state,FRA,,resolution,B 1,for,,2003-01,,s1", "state,FRA,,bill,b 1,against,,2003-01,,s1",
      refusal: "of that day already"),
    .init(
      HeldPosition.self, "position_once, undated", "official,A,Minister,bill,B 1,for,,,,s1",
      "official,a,Senator,bill,B 1,against,,,,s1", refusal: "of that day already"),
    .init(
      HeldPosition.self, "position_has_source", "state,FRA,,campaign,k,for,,,,", refusal: "it names no source"
    ),
    .init(
      HeldPosition.self, "position_actor_state", "state,Frence,,campaign,k,for,,,,s1",
      refusal: "actor: unknown state ‘Frence’; did you mean ‘france’?"),
    .init(
      HeldPosition.self, "position_actor_organization", "organization,Dachverbant,,campaign,k,for,,,,s1",
      refusal: "actor: unknown organization ‘Dachverbant’; did you mean ‘dachverband’?"),
    .init(
      HeldPosition.self, "position_about_campaign", "state,FRA,,campaign,kk,for,,,,s1",
      refusal: "about: unknown campaign ‘kk’; did you mean ‘k’?"),
    .init(
      HeldPosition.self, "position_about_state", "state,FRA,,agreement,Narnia,for,,,,s1",
      refusal: "about: unknown state ‘Narnia’"),
    .init(
      HeldPosition.self, "position_stance_known", "state,FRA,,campaign,k,agianst,,,,s1",
      refusal: "did you mean ‘against’?"),
  ]

  static let counts: [Case] = [
    .init(UnnamedCount.self, "count_positive", "p1,paper,,,0,,,,,s1", refusal: "more than nothing"),
    .init(
      UnnamedCount.self, "count_of_a_partner", "p1,partner platform,a,,5,,,,,s1",
      "p1,partner platform,,,5,,,,,s1", refusal: "Name the organization"),
    .init(
      UnnamedCount.self, "count_overlap_explained", "p1,paper,,,5,2003,,possible,At the same stall,s1",
      "p1,paper,,,6,2004,,possible,,s1", refusal: "must be explained"),
    .init(
      UnnamedCount.self, "count_once", "p1,paper,,FRA,5,2003,,,,s1", "p1,paper,,DEU,5,2003,,,,s1",
      "p1,paper,,FRA,5,2003,second sheet,,,s1", "p1,paper,a,FRA,5,2003,,,,s1",
      "p1,paper,,FRA,6,2003-12-31,,,,s1", refusal: "Give it a label"),
    .init(
      UnnamedCount.self, "count_not_before_opening", "opened,paper,,,5,2003-05,,,,s1",
      "opened,paper,,,6,2003-04,,,,s1", refusal: "nobody can have signed yet: counted on 2003-04"),
    .init(UnnamedCount.self, "count_has_source", "p1,paper,,,5,,,,,", refusal: "it names no source"),
    .init(UnnamedCount.self, "count_number", "p1,paper,,,many,,,,,s1", refusal: "is not a whole number"),
    .init(UnnamedCount.self, "count_kind_known", "p1,papr,,,5,,,,,s1", refusal: "did you mean ‘paper’?"),
    .init(UnnamedCount.self, "count_petition", "p2,paper,,,5,,,,,s1", refusal: "did you mean ‘p1’?"),
    .init(UnnamedCount.self, "count_country", "p1,paper,,Atlantis,5,,,,,s1", refusal: "unknown country"),
  ]

  static let activities: [Case] = [
    .init(
      Activity.self, "activity_recurs_from_a_date", "..2003-01-29,event,March,,s1",
      "..2003-01-29,event,Day,yearly,s1", refusal: "needs a date to count from"),
    .init(
      Activity.self, "activity_recurs_after_it_is_over", "2003,event,Year,yearly,s1",
      "2003-02,event,Month,monthly,s1", "2003,event,Year,monthly,s1", refusal: "before it is over"),
    .init(
      Activity.self, "activity_recurs_known", "2003,event,Day,yearli,s1", refusal: "did you mean ‘yearly’?"),
  ]

  @Test(
    "the row that breaks a rule is refused alone, and told why",
    arguments: [measures, positions, counts, activities])
  func broken(_ cases: [Case]) throws {
    var connection = try Database.current.connect()
    try Forms.load(
      Petition.self, "slug,campaign,title,opened\nopened,k,Opened,2003-05-01\n", on: &connection)
    for broken in cases {
      let header = try #require(Self.headers[broken.noun.form.noun])
      let text = ([header] + broken.rows).joined(separator: "\n") + "\n"
      let (receipt, reasons) = try Forms.tryLoad(broken.noun, text, on: &connection)
      #expect(receipt.rejected == 1 && receipt.new == broken.rows.count - 1, "\(broken.rule): \(reasons)")
      #expect(reasons.first?.contains(broken.refusal) == true, "\(broken.rule): \(reasons)")
      #expect(reasons.first?.hasPrefix("\(broken.rows.count + 1): ") == true, "\(broken.rule): \(reasons)")
      _ = try ImportUndo.run(batch: try #require(receipt.batch), on: &connection)
    }
  }

  /// Statements that no form would let through, each with the constraint that refuses it.
  private static let statements: [(String, String)] = {
    let position = "INSERT INTO held_position (own_observation, actor_kind, about_kind, stance"
    let petition = "(SELECT min(petition_id) FROM petition)"
    return [
      (
        "INSERT INTO measure (own_observation, state, partner, kind) VALUES (true, 'FRA', 'USA', 'bribe')",
        "measure_kind_known"
      ),
      (
        "INSERT INTO measure (own_observation, state, partner, kind) VALUES (true, 'GRL', 'USA', 'cut')",
        "measure_state"
      ),
      (
        "INSERT INTO measure (own_observation, state, partner, kind, on_not_before, on_not_after) VALUES (true, 'FRA', 'USA', 'cut', '2003-02-01', '2003-01-01')",
        "measure_on_in_order"
      ),
      (
        position + ", actor_state, about_name) VALUES (true, 'person', 'bill', 'for', 'FRA', 'B')",
        "position_actor_of_its_kind"
      ),
      (
        position
          + ", actor_state, actor_name, about_name) VALUES (true, 'state', 'bill', 'for', 'FRA', 'A', 'B')",
        "position_actor_of_its_kind"
      ),
      (
        position + ", actor_state, about_name) VALUES (true, 'state', 'campaign', 'for', 'FRA', 'B')",
        "position_about_of_its_kind"
      ),
      (
        position + ", actor_state, about_name) VALUES (true, 'state', 'bill', 'maybe', 'FRA', 'B')",
        "position_stance_known"
      ),
      (
        position
          + ", role, actor_state, about_name) VALUES (true, 'state', 'bill', 'for', 'friend', 'FRA', 'B')",
        "position_role_known"
      ),
      (
        "INSERT INTO unnamed_count (own_observation, petition_id, number, kind) VALUES (true, \(petition), 1, 'air')",
        "count_kind_known"
      ),
      (
        "INSERT INTO unnamed_count (own_observation, petition_id, number, kind, overlap) VALUES (true, \(petition), 1, 'paper', 'some')",
        "count_overlap_known"
      ),
      (
        "INSERT INTO activity (own_observation, kind, title, recurs, on_not_before, on_not_after) VALUES (true, 'e', 't', 'daily', '2003-01-01', '2003-01-01')",
        "activity_recurs_known"
      ),
    ]
  }()

  @Test("what the form would refuse the schema refuses too")
  func schema() throws {
    var connection = try Database.current.connect()
    for (statement, constraint) in Self.statements {
      let error = #expect(throws: PostgresError.self) { try connection.script(statement) }
      #expect(error?.constraint == constraint, "\(statement)")
    }
  }

  @Test("a cut whose end is on record stays, unless another takes its place in the same act")
  func needed() throws {
    var connection = try Database.current.connect()
    try Forms.load(
      PressureMeasure.self,
      "state,partner,kind,on,sources\nFRA,USA,cut,2003-07-01,s1\nFRA,USA,lifted,2003-11-01,s1\n",
      on: &connection)
    let retract: SQL = "UPDATE measure SET retracted_at = now(), retracted_by = 'a test' WHERE kind = 'cut'"
    let error = #expect(throws: PostgresError.self) { try connection.execute(retract) }
    #expect(error?.constraint == "measure_needed" && error?.message.contains("2003-11-01; by s1") == true)
    func replace(_ day: SQL) throws {
      try connection.transaction { transaction in
        try transaction.execute(retract)
        try transaction.execute(
          """
          INSERT INTO measure (own_observation, state, partner, kind, on_not_before, on_not_after)
          VALUES (true, 'FRA', 'USA', 'cut', \(fragment: day), \(fragment: day))
          """)
      }
    }
    #expect(throws: PostgresError.self) { try replace("'2003-12-01'") }
    try replace("'2003-06-30'")
    #expect(try connection.value("SELECT count(*) FROM measure", as: Int.self) == 3)
  }

  @Test("a measure, a position and a count are never overwritten or deleted; they are retracted, once")
  func stays() throws {
    var connection = try Database.current.connect()
    try Forms.load(PressureMeasure.self, "state,partner,kind,sources\nFRA,USA,cut,s1\n", on: &connection)
    try Forms.load(
      HeldPosition.self, "actor_kind,actor,about_kind,about,stance,sources\nstate,FRA,campaign,k,for,s1\n",
      on: &connection)
    try Forms.load(UnnamedCount.self, "petition,kind,number,sources\np1,paper,5,s1\n", on: &connection)
    for table in ["measure", "held_position", "unnamed_count"] {
      let name: SQL = "\(identifier: table)"
      let error = #expect(throws: PostgresError.self) {
        try connection.execute("UPDATE \(fragment: name) SET note = 'changed'")
      }
      #expect(error?.constraint == "fact_stays", "\(table)")
      #expect(throws: PostgresError.self) { try connection.execute("DELETE FROM \(fragment: name)") }
      for (change, constraint) in [
        ("retracted_at = now()", "retracted_by_someone"),
        ("retracted_at = '2000-01-01', retracted_by = 'a test'", "retracted_after_recorded"),
      ] {
        let error = #expect(throws: PostgresError.self) {
          try connection.execute("UPDATE \(fragment: name) SET \(trusted: change)")
        }
        #expect(error?.constraint == constraint, "\(table)")
      }
      let retract: SQL = "UPDATE \(fragment: name) SET retracted_at = now(), retracted_by = 'a test'"
      #expect(try connection.execute(retract) == 1)
      #expect(throws: PostgresError.self, "\(table)") { try connection.execute(retract) }
    }
  }
}
