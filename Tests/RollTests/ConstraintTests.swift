import Postgres
import PostgresTesting
import Testing

@testable import Roll

/// Every rule of the schema is violated once, through the import that users call, beside a row that keeps it.
@Suite(.database(from: .rules))
struct ConstraintTests {
  /// A rule broken: the rows, and what the refusal of the row that breaks it says.
  struct Case: Sendable {
    var noun: any Noun.Type
    var rule: String
    var rows: [String]
    var refusal: String

    init(_ noun: any Noun.Type, _ rule: String, _ rows: String..., refusal: String) {
      (self.noun, self.rule, self.rows, self.refusal) = (noun, rule, rows, refusal)
    }
  }

  static let headers = [
    "source": "slug,title,published", "organization": "slug,name,country",
    "coalition": "coalition,founded,sources",
    "membership": "coalition,member,relation,from,until,sources",
    "campaign": "slug,title,opened,closed,partner",
    "petition": "slug,campaign,title,kind,goal,opened,closed,identity",
    "endorsement": "petition,organization,on,withdrawn,sources",
    "agreement": "state,partner,kind,event,on,standing,disputed,sources",
    "statute": "state,event,on,effective_on,standing,disputed,sources",
    "claim": "campaign,subject,predicate,value,as_of,measure,measured,list,sources",
    "activity": "on,kind,title,sources",
  ]

  static let names: [Case] = [
    .init(Source.self, "source_slug_once", "s,Once,", "s,Twice,", refusal: "another source has this slug"),
    .init(Source.self, "source_slug_form", "S T,Title,", refusal: "not a slug"),
    .init(
      Organization.self, "organization_slug_once", "o,One,", "o,Two,",
      refusal: "another organization has this slug"),
    .init(
      Organization.self, "organization_name_once", "o,One,", "p,ONE,",
      refusal: "another organization has this name"),
    .init(Organization.self, "organization_country", "o,One,Atlantis", refusal: "unknown country ‘Atlantis’"),
    .init(
      Coalition.self, "coalition_once", "c,,own observation", "c,1995,own observation",
      refusal: "is a coalition already"),
    .init(Coalition.self, "coalition_organization", "nobody,,s1", refusal: "unknown organization ‘nobody’"),
    .init(
      Campaign.self, "campaign_slug_once", "c,One,,,", "c,Two,,,", refusal: "another campaign has this slug"),
    .init(
      Campaign.self, "campaign_closes_after_it_opens", "c,C,2003-01-02,2003-01-01,",
      refusal: "close before it opens"),
    .init(Campaign.self, "campaign_partner", "c,C,,,GRL", refusal: "unknown state ‘GRL’"),
    .init(
      Petition.self, "petition_slug_once", "p,k,One,,,,,", "p,k,Two,,,,,",
      refusal: "another petition has this slug"),
    .init(
      Petition.self, "petition_campaign", "p,kk,One,,,,,", refusal: "unknown campaign ‘kk’; did you mean ‘k’?"
    ),
    .init(Petition.self, "petition_goal_positive", "p,k,P,,0,,,", refusal: "more than nothing"),
    .init(
      Petition.self, "petition_closes_after_it_opens", "p,k,P,,,2003-01-02,2003-01-01,",
      refusal: "close before it opens"),
    .init(Petition.self, "petition_kind_known", "p,k,P,leter,,,,", refusal: "did you mean ‘letter’?"),
    .init(
      Petition.self, "petition_identity_known", "p,k,P,,,,,name", refusal: "none of email, email_and_name"),
  ]

  static let belonging: [Case] = [
    .init(Membership.self, "membership_not_of_itself", "a,a,member,,,s1", refusal: "cannot belong to itself"),
    .init(Membership.self, "membership_relation", "a,b,membre,,,s1", refusal: "did you mean ‘member’?"),
    .init(
      Membership.self, "membership_without_cycle", "a,b,member,,,s1", "b,d,affiliate,,,s1", "d,a,member,,,s1",
      refusal: "close a circle"),
    .init(
      Membership.self, "membership_terms_apart", "a,b,member,2000,2004,s1", "a,b,member,2003-05,,s1",
      refusal: "has a term in this relation that overlaps"),
    .init(
      Membership.self, "membership_terms_apart, open", "a,b,member,,,s1", "a,b,member,2003,,s1",
      refusal: "overlaps"),
    .init(
      Membership.self, "membership_ends_after_it_begins", "a,b,member,2004,2003,s1",
      refusal: "end before it begins"),
    .init(Membership.self, "membership_has_source", "a,b,member,,,", refusal: "it names no source"),
    .init(
      Endorsement.self, "endorsement_once", "p1,a,2003,,s1", "p1,a,2004,,s1", refusal: "endorsed it already"),
    .init(
      Endorsement.self, "endorsement_withdrawn_after_it_was_given", "p1,a,2004,2003,s1",
      refusal: "withdrawn before it was given"),
    .init(Endorsement.self, "endorsement_has_source", "p1,a,2004,,", refusal: "it names no source"),
    .init(
      Endorsement.self, "endorsement_organization", "p1,nobody,,,s1", refusal: "unknown organization ‘nobody’"
    ),
    .init(Activity.self, "activity_has_source", "2003,event,March,", refusal: "it names no source"),
    .init(
      Activity.self, "activity_sources_known", "2003,event,March,s9",
      refusal: "unknown source ‘s9’; did you mean ‘s1’?"),
    .init(Activity.self, "activity_kind", "2003,,March,s1", refusal: "kind is missing"),
    .init(
      Activity.self, "activity_on_in_order", "2003-02-30,event,March,s1",
      refusal: "‘2003-02-30’ is not a date"),
    .init(Claim.self, "claim_has_source", ",s,p,1,,,,,", refusal: "it names no source"),
    .init(
      Claim.self, "claim_measured_is_number", ",s,p,many,,statute.deposited,,complete,s1",
      refusal: "must be a whole number"),
    .init(
      Claim.self, "claim_list_with_measure", ",s,p,1,,statute.deposited,,,s1",
      refusal: "needs a word on our own list"),
    .init(
      Claim.self, "claim_list_with_measure, reverse", ",s,p,1,,,,complete,s1",
      refusal: "needs a word on our own list"),
    .init(
      Claim.self, "claim_list_known", ",s,p,1,,statute.deposited,,full,s1",
      refusal: "none of complete, incomplete"),
    .init(
      Claim.self, "claim_measure_known", ",s,p,1,,statute.depositd,,complete,s1",
      refusal: "did you mean ‘statute.deposited’?"),
    .init(
      Claim.self, "claim_measure_needs", ",s,p,1,,petition.signatures,p9,complete,s1",
      refusal: "needs the slug of a petition"),
  ]

  static let treaties: [Case] = [
    .init(
      Agreement.self, "agreement_between_two", "FRA,FRA,,signed,2003,,,s1",
      refusal: "no agreement with itself"),
    .init(Agreement.self, "agreement_state", "GRL,USA,,signed,2003,,,s1", refusal: "unknown state ‘GRL’"),
    .init(
      Agreement.self, "agreement_one_kind", "FRA,USA,treaty,signed,2003,,,s1",
      "FRA,USA,exchange of notes,ratified,2004,,,s1", refusal: "on record as treaty, not as exchange of notes"
    ),
    .init(
      Agreement.self, "agreement_event_once", "FRA,USA,,signed,2003,,,s1", "FRA,USA,,signed,2004,,,s1",
      refusal: "follows another date for this event already"),
    .init(
      Agreement.self, "agreement_event_in_order, unsigned", "FRA,USA,,ratified,2003,,,s1",
      refusal: "no signature of the agreement is on record"),
    .init(
      Agreement.self, "agreement_event_in_order, early", "FRA,USA,,signed,2003-05,,,s1",
      "FRA,USA,,ratified,2003-04,,,s1", refusal: "would lie before the signature"),
    .init(
      Agreement.self, "agreement_event_has_source", "FRA,USA,,signed,2003,,,", refusal: "it names no source"),
    .init(
      Agreement.self, "agreement_event_kind", "FRA,USA,,sined,2003,,,s1", refusal: "did you mean ‘signed’?"),
    .init(
      Statute.self, "statute_event_once", "FRA,signed,2000,,,,s1", "FRA,signed,2000-12-31,,,,s1",
      refusal: "on record already"),
    .init(
      Statute.self, "statute_event_in_order, notified", "FRA,withdrawal_notified,2003,,,,s1",
      refusal: "has nothing before it that it could end"),
    .init(
      Statute.self, "statute_event_in_order, effective", "FRA,ratified,2003,,,,s1",
      "FRA,withdrawal_effective,2004,,,,s1", refusal: "has nothing before it"),
    .init(
      Statute.self, "statute_event_in_order, too late", "FRA,ratified,2005,,,,s1",
      "FRA,withdrawal_notified,2004,,,,s1", refusal: "has nothing before it"),
    .init(
      Statute.self, "statute_event_in_order, signature", "FRA,signature_withdrawn,2004,,,,s1",
      refusal: "has nothing before it"),
    .init(
      Statute.self, "statute_event_follows_article_126", "FRA,ratified,2003-01-31,2003-04-01,,,s1",
      refusal: "not the one that article 126 gives"),
    .init(
      Statute.self, "statute_event_effect_of_a_deposit", "FRA,signed,2003-01-31,2003-05-01,,,s1",
      refusal: "only a deposit has a day of entry"),
    .init(Statute.self, "statute_event_has_source", "FRA,signed,2003,,,,", refusal: "it names no source"),
  ]

  @Test("the row that breaks a rule is refused alone, and told why", arguments: [names, belonging, treaties])
  func broken(_ cases: [Case]) throws {
    var connection = try Database.current.connect()
    for broken in cases {
      let before = try Forms.export(broken.noun, on: &connection)
      let header = try #require(Self.headers[broken.noun.form.noun])
      let text = ([header] + broken.rows).joined(separator: "\n") + "\n"
      let (receipt, reasons) = try Forms.tryLoad(broken.noun, text, on: &connection)
      #expect(receipt.rejected == 1 && receipt.new == broken.rows.count - 1, "\(broken.rule): \(reasons)")
      #expect(reasons.first?.contains(broken.refusal) == true, "\(broken.rule): \(reasons)")
      #expect(reasons.first?.hasPrefix("\(broken.rows.count + 1): ") == true, "\(broken.rule): \(reasons)")
      #expect(
        try Forms.export(broken.noun, on: &connection).split(separator: "\n").count
          == before.split(separator: "\n").count + broken.rows.count - 1, "\(broken.rule)")
      // The next rule is broken on the same ground.
      _ = try ImportUndo.run(batch: try #require(receipt.batch), on: &connection)
      #expect(try Forms.export(broken.noun, on: &connection) == before, "\(broken.rule)")
    }
  }
}

extension DatabaseTemplate {
  /// Four organizations, three of them coalitions, a campaign, a letter, a source.
  static let rules = DatabaseTemplate("rules") { connection in
    try Migrator.migrate(&connection)
    try Forms.load(Source.self, "slug,title\ns1,A source\n", on: &connection)
    try Forms.load(
      Organization.self, "slug,name\na,Alliance\nb,Bund\nc,Conseil\nd,Dachverband\n", on: &connection)
    try Forms.load(Coalition.self, "coalition,sources\na,s1\nb,s1\nd,s1\n", on: &connection)
    try Forms.load(Campaign.self, "slug,title\nk,Campaign\n", on: &connection)
    try Forms.load(Petition.self, "slug,campaign,title,kind\np1,k,Letter,letter\n", on: &connection)
  }
}
