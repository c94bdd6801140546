public import Postgres

/// A text and an ask addressed to someone. People sign it; organizations endorse a letter.
public enum Petition: Noun {
  /// For a letter, `opened` is its date.
  public static let form = Form(
    "petition", key: "slug",
    [
      Field("slug", .slug, required: true), Field("campaign", .reference("campaign"), required: true),
      Field("title", required: true), Field("kind", .oneOf(["petition", "letter"]), standard: "petition"),
      Field("to"),
      Field("addressee_body"), Field("ask"), Field("goal", .integer), Field("opened", .day),
      Field("closed", .day),
      Field("published", .day), Field("time_zone", .timeZone, standard: "UTC"),
      Field("identity", .oneOf(["email", "email_and_name"]), standard: "email"), Form.note, Form.sources,
    ])

  /// One row each.
  public static var merge: [SQL] {
    [
      """
      INSERT INTO petition (fact_id, batch_id, slug, campaign_id, title, kind, addressee, addressee_body, ask, goal, opened,
        closed, published, time_zone, identity, note, own_observation)
      SELECT s.fact_id, s.batch_id, s.slug, c.campaign_id, s.title, s.kind, s."to", s.addressee_body, s.ask,
        s.goal::bigint, s.opened::date, s.closed::date, s.published::date, s.time_zone, s.identity, s.note,
        s.sources IS NOT DISTINCT FROM 'own observation'
      FROM form_stage s JOIN campaign c ON c.slug = s.campaign AND c.retracted_at IS NULL WHERE s.take ORDER BY line
      """
    ]
  }
}
