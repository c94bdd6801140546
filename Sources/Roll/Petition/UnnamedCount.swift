public import Postgres

/// Signatures that were counted but not named: on paper, or by the counter of a partner's platform.
public enum UnnamedCount: Noun {
  /// How they were counted. Every count of paper adds; of a partner's counter the newest reading stands.
  public static let kinds = ["paper", "partner platform"]

  /// `overlap` says whether the same people may be among the named signatures; `label` tells counts of one day apart.
  public static let form = Form(
    "count", table: "unnamed_count", key: "petition",
    [
      Field("petition", .reference("petition"), required: true), Field("kind", .oneOf(kinds), required: true),
      Field("organization", .reference("organization")), Field("country", .reference("country")),
      Field("number", .integer, required: true), Field("on", .span), Field("label"),
      Field("overlap", .oneOf(["none", "possible", "unknown"]), standard: "unknown"),
      Field("standing", .oneOf(["followed", "other"]), standard: "followed"), Form.note, Form.sources,
    ])

  /// The columns that name a row to people.
  public static var names: [String] { ["petition", "kind"] }

  /// One row each.
  public static var merge: [SQL] {
    [
      """
      INSERT INTO unnamed_count (fact_id, batch_id, petition_id, country, number, on_written, on_not_before, on_not_after, kind,
        organization_id, label, overlap, standing, note, own_observation)
      SELECT s.fact_id, s.batch_id, p.petition_id, s.country, s.number::bigint, s."on", s.on_not_before, s.on_not_after, s.kind,
        o.organization_id, s.label, s.overlap, s.standing::fact_standing, s.note,
        s.sources IS NOT DISTINCT FROM 'own observation'
      FROM form_stage s JOIN petition p ON p.slug = s.petition AND p.retracted_at IS NULL
        LEFT JOIN organization o ON o.slug = s.organization AND o.retracted_at IS NULL
      WHERE s.take ORDER BY line
      """
    ]
  }
}
