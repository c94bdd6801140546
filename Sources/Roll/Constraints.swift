/// What each constraint of the schema means to a person. The one table between the database's names and our sentences.
enum Constraints {
  struct Rule {
    var sentence: String
    var hint: String?
  }

  static func explanation(of constraint: String) -> Rule? {
    rules[constraint].map { Rule(sentence: $0.0, hint: $0.1) }
  }

  /// The constraints that are explained.
  static var ruleNames: [String] { rules.keys.sorted() }

  private static let rules: [String: (String, String?)] = [
    "source_slug_once": ("another source has this slug", "Choose another slug."),
    "organization_slug_once": ("another organization has this slug", "Choose another slug."),
    "organization_name_once": (
      "another organization has this name", "Refer to that one, or tell the two apart by name."
    ),
    "coalition_once": ("this organization is a coalition already", nil),
    "campaign_slug_once": ("another campaign has this slug", "Choose another slug."),
    "petition_slug_once": ("another petition has this slug", "Choose another slug."),
    "campaign_closes_after_it_opens": ("the campaign would close before it opens", nil),
    "petition_closes_after_it_opens": ("the petition would close before it opens", nil),
    "petition_goal_positive": ("a goal must be more than nothing", nil),
    "membership_not_of_itself": ("an organization cannot belong to itself", nil),
    "membership_without_cycle": ("the membership would close a circle", nil),
    "membership_terms_apart": (
      "this member has a term in this relation that overlaps",
      "End that one first (rollcall coalition leave), or state the days on which the terms began and ended."
    ),
    "membership_ends_after_it_begins": ("the membership would end before it begins", nil),
    "membership_until_authority_of_an_end": ("it says by whose authority the term ended, but not when", nil),
    "endorsement_once": (
      "this organization has endorsed it already",
      "An organization stands under a letter once. What is on record wrongly, a withdrawal too, is corrected there."
    ),
    "endorsement_withdrawn_authority_of_a_withdrawal": (
      "it says who withdrew the endorsement, but not when", nil
    ),
    "endorsement_withdrawn_after_it_was_given": (
      "the endorsement would be withdrawn before it was given", nil
    ),
    "agreement_between_two": ("a state has no agreement with itself", nil),
    "agreement_event_once": (
      "the record follows another date for this event already",
      "Record it with standing `other` to let both sources stand, or retract the one that is followed."
    ),
    "agreement_event_in_order": (
      "the order of events does not allow it",
      "Mark it as disputed to record what a source says against the order."
    ),
    "statute_event_once": ("this event of this state is on record already", nil),
    "statute_event_in_order": (
      "the order of events does not allow it",
      "Mark it as disputed to record what a source says against the order."
    ),
    "statute_rescission_in_order": (
      "the order of events does not allow it",
      "Record the notice first, or mark the event as disputed to record what a source says against the order."
    ),
    "statute_event_follows_article_126": (
      "the day of entry into force is not the one that article 126 gives",
      "Leave effective_on empty to have it computed, or mark the event as disputed."
    ),
    "statute_event_effect_of_a_deposit": ("only a deposit has a day of entry into force", nil),
    "claim_measured_is_number": ("a claim that is held against a count of ours must be a whole number", nil),
    "claim_list_with_measure": (
      "a measure needs a word on our own list", "State `complete` or `incomplete` in the column list."
    ),
    "measure_between_two": ("a state takes no measure against itself", nil),
    "measure_names_its_state": (
      "aid is at stake for, cut from or waived for a state",
      "Name the state; only threats, laws and sanctions can do without."
    ),
    "measure_ends_after_it_begins": ("the measure would end before it begins", nil),
    "measure_amount_positive": ("an amount must be more than nothing", nil),
    "measure_amount_with_currency": ("an amount and its currency belong together", "State both, or neither."),
    "measure_currency_form": ("a currency is three capital letters, such as USD", nil),
    "measure_once": (
      "the record follows another measure on this aid of this day already: cut, waived or lifted",
      "Record it with standing `other` to let both sources stand, or retract the one that is followed."
    ),
    "measure_in_order": (
      "the order of measures does not allow it",
      "Record the cut or sanction first, or mark it as disputed to record what a source says against the order."
    ),
    "measure_needed": (
      "the record of its end would be left without it",
      "Retract the end first, or record what takes its place."
    ),
    "position_person_has_office": (
      "a legislator or official is on record for an office, and only they are",
      "State the office; private persons have no place in the record."
    ),
    "position_role_of_a_text": ("only a bill or a resolution has sponsors", nil),
    "position_sponsor_is_for": ("a sponsor is for what it sponsors", nil),
    "position_not_about_itself": ("an organization has no position on itself", nil),
    "position_once": (
      "the record follows another position of this actor on this of that day already",
      "Record it with standing `other` to let both sources stand, or retract the one that is followed."
    ),
    "count_positive": ("a count must be more than nothing", nil),
    "count_of_a_partner": ("a counter is some partner's", "Name the organization whose platform it is."),
    "count_overlap_explained": (
      "a possible overlap must be explained", "Say in the note how the same people may be counted twice."
    ),
    "count_once": (
      "the same was counted on that day already",
      "Give it a label that tells the two apart, or record it with standing `other` where two sources contradict."
    ),
    "count_not_before_opening": (
      "nobody can have signed yet", "Look at the day, or at the day on which the petition opened."
    ),
    "activity_recurs_from_a_date": (
      "what recurs needs a date to count from", "State the day, month or year of one occurrence."
    ),
    "activity_recurs_after_it_is_over": (
      "it would come again before it is over", "State its date more exactly."
    ),
    "agreement_event_needed": (
      "it cannot be retracted", "Retract that first, or correct this one instead."
    ),
    "statute_event_needed": (
      "it cannot be retracted", "Retract that first, or correct this one instead."
    ),
    "statute_deposit_once": (
      "the record follows another deposit of this state already",
      "Record it with standing `other` to let both sources stand, correct the one that is followed, or mark it as disputed."
    ),
    "statute_event_after_adoption": (
      "it would lie before the Rome Statute was adopted, on 17 July 1998",
      "Mark it as disputed to record what a source says against the order."
    ),
    "petition_policy_stays": (
      "the petition has signatures, which keep what identifies them and whose days count",
      "Undo their imports first, and import them again after the change."
    ),
    "petition_window_holds": (
      "signatures lie outside the days on which the petition would be open",
      "Choose days that hold them all, or undo their imports first."
    ),
    "fact_has_source": (
      "it names no source", "Name one with --source, or `own observation` where you saw it yourself."
    ),
    "audit_stays": ("an audit entry is neither changed nor deleted", nil),
    "fact_stays": ("a fact is never overwritten", "Retract it and record another."),
  ]
}
