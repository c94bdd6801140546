public import Postgres

/// What happened: event, meeting, publication, statement, resolution, delivery, …
public enum Activity: Noun {
  /// How it can come again.
  public static let recurrences = Recurrence.allCases.map(\.rawValue)

  /// `about` is free text; `campaign` says whose report shows it; `area` is whom it is for, `place` where it happens.
  public static let form = Form(
    "activity", key: "title",
    [
      Field("on", .span), Field("kind", required: true), Field("title", required: true), Field("actor"),
      Field("about"),
      Field("campaign", .reference("campaign")), Field("recurs", .oneOf(recurrences)), Field("area"),
      Field("place"), Form.note, Form.sources,
    ])

  /// A date in parliament says which state's agreement it is about, or the ratification watch would not show it.
  public static var checks: [SQL] {
    [
      """
      SELECT s.line, 'about: ‘' || s.about || '’ names no state whose agreement a parliament could take up; write '
        || '‘agreement Guyana’ or ‘agreement GUY with USA’'
      FROM form_stage s
      WHERE lower(s.kind) = 'parliament' AND lower(s.about) LIKE 'agreement %' AND NOT (
        EXISTS (SELECT FROM reference_name r WHERE r.noun = 'state'
          AND r.name = split_part(substr(lower(s.about), 11), ' with ', 1))
        AND (split_part(substr(lower(s.about), 11), ' with ', 2) = '' OR EXISTS (
          SELECT FROM reference_name r WHERE r.noun = 'state'
            AND r.name = split_part(substr(lower(s.about), 11), ' with ', 2))))
      ORDER BY s.line
      """
    ]
  }

  /// One row each.
  public static var merge: [SQL] {
    [
      """
      INSERT INTO activity (fact_id, batch_id, on_written, on_not_before, on_not_after, kind, title, actor, about,
        campaign_id, recurs, area, place, note, own_observation)
      SELECT s.fact_id, s.batch_id, s."on", s.on_not_before, s.on_not_after, s.kind, s.title, s.actor, s.about,
        c.campaign_id, s.recurs, s.area, s.place, s.note, s.sources IS NOT DISTINCT FROM 'own observation'
      FROM form_stage s LEFT JOIN campaign c ON c.slug = s.campaign AND c.retracted_at IS NULL WHERE s.take ORDER BY line
      """
    ]
  }
}
