public import Postgres

/// A figure or statement that somebody published, held beside what is counted here.
public enum Claim: Noun {
  /// `measure` and `measured` say which of our counts corresponds; `list` whether ours is complete.
  public static let form = Form(
    "claim", key: "subject",
    [
      Field("campaign", .reference("campaign")), Field("subject", required: true),
      Field("predicate", required: true),
      Field("value", required: true), Field("qualifier"), Field("unit"), Field("as_of", .span),
      Field("measure", .reference("measure")), Field("measured"),
      Field("list", .oneOf(["complete", "incomplete"])),
      Field("paraphrase"), Form.note, Form.sources,
    ])

  /// What is measured must be there.
  public static var checks: [SQL] {
    [
      """
      SELECT s.line, 'measured: ' || s.measure || ' needs the slug of a ' || m.needs
        || coalesce(', and ‘' || s.measured || '’ is none', '')
      FROM form_stage s JOIN claim_measure m USING (measure)
      WHERE m.needs IS NOT NULL AND NOT EXISTS (
        SELECT FROM reference_name r WHERE r.noun = m.needs AND r.key = s.measured) ORDER BY s.line
      """
    ]
  }

  /// One row each.
  public static var merge: [SQL] {
    [
      """
      INSERT INTO claim (fact_id, batch_id, campaign_id, subject, predicate, value, qualifier, unit, as_of_written,
        as_of_not_before, as_of_not_after, measure, measured, list, paraphrase, note, own_observation)
      SELECT s.fact_id, s.batch_id, c.campaign_id, s.subject, s.predicate, s.value, s.qualifier, s.unit, s.as_of,
        s.as_of_not_before, s.as_of_not_after, s.measure, s.measured, s.list, s.paraphrase, s.note,
        s.sources IS NOT DISTINCT FROM 'own observation'
      FROM form_stage s LEFT JOIN campaign c ON c.slug = s.campaign AND c.retracted_at IS NULL WHERE s.take ORDER BY line
      """
    ]
  }
}
