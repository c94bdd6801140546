public import Postgres

/// Pressure on a state to sign, and relief from it: what was at stake, cut or waived. (`Measure` is one of our own counts.)
public enum PressureMeasure: Noun {
  /// What can be done: `cut` says that a state is no longer eligible for aid, `waived` that it is spared, `lifted` that a
  /// cut or a sanction ends.
  public static let kinds = ["threat", "at_stake", "legislation", "sanction", "cut", "waived", "lifted"]

  /// `state` is empty where no state in particular is meant; `aid_received` where nobody says whether it received any.
  public static let form = Form(
    "measure", key: "state",
    [
      Field("state", .reference("state")), Field("partner", .reference("state"), required: true),
      Field("kind", .oneOf(kinds), required: true), Field("on", .span), Field("until", .span), Field("aid"),
      Field("aid_received", .oneOf(["yes", "no"])), Field("amount", .integer), Field("currency"),
      Field("law"), Field("standing", .oneOf(["followed", "other"]), standard: "followed"),
      Field("disputed", .flag), Form.note, Form.sources,
    ])

  /// The columns that name a row to people.
  public static var names: [String] { ["state", "kind"] }

  /// One row each.
  public static var merge: [SQL] {
    [
      """
      INSERT INTO measure (fact_id, batch_id, state, partner, kind, on_written, on_not_before, on_not_after, until_written,
        until_not_before, until_not_after, aid, aid_received, amount, currency, law, standing, disputed, note, own_observation)
      SELECT fact_id, batch_id, state, partner, kind, "on", on_not_before, on_not_after, until, until_not_before,
        until_not_after, aid, aid_received::boolean, amount::bigint, currency, law, standing::fact_standing,
        disputed IS NOT NULL, note, sources IS NOT DISTINCT FROM 'own observation'
      FROM form_stage WHERE take ORDER BY line
      """
    ]
  }
}
