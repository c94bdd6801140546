public import Postgres

/// Where a fact comes from.
public enum Source: Noun {
  /// Slug, title, publisher, address, day of publication.
  public static let form = Form(
    "source", key: "slug",
    [
      Field("slug", .slug, required: true), Field("title", required: true), Field("publisher"),
      Field("address"),
      Field("published", .span), Form.note,
    ])

  /// One row each.
  public static var merge: [SQL] {
    [
      """
      INSERT INTO source (fact_id, batch_id, slug, title, publisher, address, published, published_not_before,
        published_not_after, note)
      SELECT fact_id, batch_id, slug, title, publisher, address, published, published_not_before, published_not_after, note
      FROM form_stage WHERE take ORDER BY line
      """
    ]
  }
}
