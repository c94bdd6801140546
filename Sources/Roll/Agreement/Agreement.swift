public import Postgres

/// An impunity agreement between a state and a partner state, told by its events: one row an event.
public enum Agreement: Noun {
  /// What can happen to an agreement.
  public static let events = [
    "proposed", "refused", "negotiating", "not_signed", "signed", "approved", "ratified", "in_force",
    "rejected",
    "terminated", "declared_void",
  ]

  /// `standing` says whether the record follows the event or lists it beside the one it follows.
  public static let form = Form(
    "agreement", table: "agreement_event", key: "state",
    [
      Field("state", .reference("state"), required: true),
      Field("partner", .reference("state"), required: true),
      Field("kind", .oneOf(["treaty", "executive agreement", "exchange of notes", "unknown"])),
      Field("event", .oneOf(events), required: true), Field("on", .span),
      Field("standing", .oneOf(["followed", "other"]), standard: "followed"), Field("disputed", .flag),
      Form.note,
      Form.sources,
    ])

  /// Nearly every agreement has the same partner, so it comes last.
  public static let names = ["state", "event", "partner"]

  /// A row that names no kind means the agreement as it is on record.
  public static var prepare: [SQL] {
    [
      """
      UPDATE form_stage s SET kind = coalesce(
        (SELECT a.kind FROM agreement a WHERE a.state = s.state AND a.partner = s.partner), 'unknown')
      WHERE s.kind IS NULL
      """
    ]
  }

  /// One agreement has one kind.
  public static var checks: [SQL] {
    [
      """
      SELECT s.line, 'the agreement of ' || s.state || ' is on record as ' || held.kind || ', not as ' || s.kind
      FROM form_stage s JOIN LATERAL (
        SELECT kind FROM (
          SELECT a.kind, 0 AS line FROM agreement a WHERE a.state = s.state AND a.partner = s.partner
          UNION ALL SELECT f.kind, f.line FROM form_stage f WHERE f.state = s.state AND f.partner = s.partner
        ) k ORDER BY line LIMIT 1
      ) held ON held.kind <> s.kind ORDER BY s.line
      """
    ]
  }

  /// The agreement where it is new, then its events.
  public static var merge: [SQL] {
    [
      """
      INSERT INTO agreement (state, partner, kind)
      SELECT DISTINCT state, partner, kind FROM form_stage WHERE take ON CONFLICT ON CONSTRAINT agreement_once DO NOTHING
      """,
      """
      INSERT INTO agreement_event (fact_id, batch_id, agreement_id, event, on_written, on_not_before, on_not_after, standing,
        disputed, note, own_observation)
      SELECT s.fact_id, s.batch_id, a.agreement_id, s.event::agreement_event_kind, s."on", s.on_not_before, s.on_not_after,
        s.standing::fact_standing, s.disputed IS NOT NULL, s.note, s.sources IS NOT DISTINCT FROM 'own observation'
      FROM form_stage s JOIN agreement a USING (state, partner) WHERE s.take ORDER BY line
      """,
    ]
  }
}
