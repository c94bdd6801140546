public import Postgres

/// NGO, bar association, parliament, government body, …
public enum Organization: Noun {
  /// An empty slug is made from the name.
  public static let form = Form(
    "organization", key: "slug",
    [
      Field("slug", .slug, required: true), Field("name", required: true), Field("kind"),
      Field("country", .reference("country")), Field("website"), Field("aliases", .list), Form.note,
      Form.sources,
    ])

  /// One row each.
  public static var merge: [SQL] {
    [
      """
      INSERT INTO organization (fact_id, batch_id, slug, name, kind, country, website, aliases, note, own_observation)
      SELECT fact_id, batch_id, slug, name, kind, country, website, aliases, note, sources IS NOT DISTINCT FROM 'own observation'
      FROM form_stage WHERE take ORDER BY line
      """
    ]
  }
}
