public import Postgres

/// What a state did about the Rome Statute: one row an event.
public enum Statute: Noun {
  /// What a state can do.
  public static let events = [
    "signed", "ratified", "acceded", "accepted", "succeeded", "withdrawal_notified", "withdrawal_effective",
    "intent_not_to_become_party", "signature_withdrawn", "withdrawal_rescinded",
  ]

  /// `effective_on` is the day of entry into force as recorded; empty, article 126 gives it.
  public static let form = Form(
    "statute", table: "statute_event", key: "state",
    [
      Field("state", .reference("state"), required: true), Field("event", .oneOf(events), required: true),
      Field("on", .span), Field("effective_on", .day),
      Field("standing", .oneOf(["followed", "other"]), standard: "followed"), Field("disputed", .flag),
      Form.note,
      Form.sources,
    ])

  /// One row each.
  public static var merge: [SQL] {
    [
      """
      INSERT INTO statute_event (fact_id, batch_id, state, event, on_written, on_not_before, on_not_after, effective_on,
        standing, disputed, note, own_observation)
      SELECT fact_id, batch_id, state, event::statute_event_kind, "on", on_not_before, on_not_after, effective_on::date,
        standing::fact_standing, disputed IS NOT NULL, note, sources IS NOT DISTINCT FROM 'own observation'
      FROM form_stage WHERE take ORDER BY line
      """
    ]
  }
}
