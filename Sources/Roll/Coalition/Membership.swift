public import Postgres

/// Who belongs to a coalition, since when, until when, in which relation, by whose authority.
public enum Membership: Noun {
  /// What an organization can be to a coalition.
  public static let relations = ["member", "affiliate", "host", "partner", "convener"]

  /// Coalition and member are organizations that are on record.
  public static let form = Form(
    "membership", key: "coalition",
    [
      Field("coalition", .reference("coalition"), required: true),
      Field("member", .reference("organization"), required: true),
      Field("relation", .oneOf(relations), required: true, standard: "member"), Field("role"),
      Field("from", .span),
      Field("until", .span), Field("authority"), Field("until_authority"), Form.note, Form.sources,
    ])

  /// One row each.
  public static var merge: [SQL] {
    [
      """
      INSERT INTO membership (fact_id, batch_id, coalition_id, member_id, relation, role, from_written, from_not_before,
        from_not_after, until_written, until_not_before, until_not_after, authority, until_authority, note,
        own_observation)
      SELECT s.fact_id, s.batch_id, c.organization_id, m.organization_id, s.relation::membership_relation, s.role, s."from",
        s.from_not_before, s.from_not_after, s.until, s.until_not_before, s.until_not_after, s.authority,
        s.until_authority, s.note,
        s.sources IS NOT DISTINCT FROM 'own observation'
      FROM form_stage s JOIN organization c ON c.slug = s.coalition AND c.retracted_at IS NULL
        JOIN organization m ON m.slug = s.member AND m.retracted_at IS NULL
      WHERE s.take ORDER BY line
      """
    ]
  }
}
