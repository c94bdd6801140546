public import Postgres

/// An organization's signature under a petition or letter.
public enum Endorsement: Noun {
  /// `position` is the place in the printed list.
  public static let form = Form(
    "endorsement", key: "petition",
    [
      Field("petition", .reference("petition"), required: true),
      Field("organization", .reference("organization"), required: true), Field("on", .span),
      Field("withdrawn", .span),
      Field("authority"), Field("withdrawn_authority"), Field("position", .integer), Form.note, Form.sources,
    ])

  /// One row each.
  public static var merge: [SQL] {
    [
      """
      INSERT INTO endorsement (fact_id, batch_id, petition_id, organization_id, on_written, on_not_before, on_not_after,
        withdrawn_written, withdrawn_not_before, withdrawn_not_after, authority, withdrawn_authority, position, note,
        own_observation)
      SELECT s.fact_id, s.batch_id, p.petition_id, o.organization_id, s."on", s.on_not_before, s.on_not_after, s.withdrawn,
        s.withdrawn_not_before, s.withdrawn_not_after, s.authority, s.withdrawn_authority, s.position::integer, s.note,
        s.sources IS NOT DISTINCT FROM 'own observation'
      FROM form_stage s JOIN petition p ON p.slug = s.petition AND p.retracted_at IS NULL
        JOIN organization o ON o.slug = s.organization AND o.retracted_at IS NULL
      WHERE s.take ORDER BY line
      """
    ]
  }
}
