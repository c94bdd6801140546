public import Postgres

/// An organization of organizations.
public enum Coalition: Noun {
  /// The coalition is an organization that is on record.
  public static let form = Form(
    "coalition", key: "coalition",
    [
      Field("coalition", .reference("organization"), required: true), Field("short_name"),
      Field("founded", .span),
      Form.note, Form.sources,
    ])

  /// One row each.
  public static var merge: [SQL] {
    [
      """
      INSERT INTO coalition (fact_id, batch_id, organization_id, short_name, founded, founded_not_before,
        founded_not_after, note, own_observation)
      SELECT s.fact_id, s.batch_id, o.organization_id, s.short_name, s.founded, s.founded_not_before, s.founded_not_after,
        s.note, s.sources IS NOT DISTINCT FROM 'own observation'
      FROM form_stage s JOIN organization o ON o.slug = s.coalition AND o.retracted_at IS NULL WHERE s.take ORDER BY line
      """
    ]
  }
}
