-- Why: what `claim export` writes, what `claim list` shows, and what an import compares with.
CREATE VIEW claim_form AS
SELECT c.slug AS campaign, t.subject, t.predicate, t.value, t.qualifier, t.unit, t.as_of_written AS as_of, t.measure,
  t.measured, t.list, t.paraphrase, t.note,
  coalesce(fs.sources, CASE WHEN t.own_observation THEN 'own observation' END) AS sources,
  t.fact_id, t.batch_id, t.recorded_at, t.recorded_by, t.retracted_at, t.retracted_by, t.retraction_reason,
  t.as_of_not_after AS day, NULL::date AS until_day
FROM claim t
LEFT JOIN campaign c USING (campaign_id)
LEFT JOIN fact_sources fs ON fs.fact_id = t.fact_id;
COMMENT ON VIEW claim_form IS 'Claims in the shape of their CSV form.';
