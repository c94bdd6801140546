public import Postgres

/// An aim, and all that is done for it.
public enum Campaign: Noun {
  /// `partner` is the state that asks others for the agreements which the campaign is about.
  public static let form = Form(
    "campaign", key: "slug",
    [
      Field("slug", .slug, required: true), Field("title", required: true), Field("aim"),
      Field("opened", .day),
      Field("closed", .day), Field("partner", .reference("state")),
      Field("coalitions", .references("coalition")),
      Field("states", .references("state")), Form.note, Form.sources,
    ])

  /// The campaign, then what it concerns.
  public static var merge: [SQL] {
    [
      """
      INSERT INTO campaign (fact_id, batch_id, slug, title, aim, opened, closed, partner, note, own_observation)
      SELECT fact_id, batch_id, slug, title, aim, opened::date, closed::date, partner, note,
        sources IS NOT DISTINCT FROM 'own observation'
      FROM form_stage WHERE take ORDER BY line
      """,
      """
      INSERT INTO campaign_coalition (campaign_id, organization_id)
      SELECT c.campaign_id, o.organization_id FROM form_stage s JOIN campaign c USING (fact_id),
        string_to_table(s.coalitions, '; ') AS item JOIN organization o ON o.slug = item AND o.retracted_at IS NULL
      WHERE s.take
      """,
      """
      INSERT INTO campaign_state (campaign_id, iso3)
      SELECT c.campaign_id, item FROM form_stage s JOIN campaign c USING (fact_id), string_to_table(s.states, '; ') AS item
      WHERE s.take
      """,
    ]
  }
}
