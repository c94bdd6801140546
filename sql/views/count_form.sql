-- Why: what `count export` writes, what `count list` shows, and what an import compares with.
CREATE VIEW count_form AS
SELECT p.slug AS petition, t.kind, o.slug AS organization, t.country, t.number::text AS number, t.on_written AS "on", t.label,
  t.overlap, t.standing::text AS standing, t.note,
  coalesce(fs.sources, CASE WHEN t.own_observation THEN 'own observation' END) AS sources,
  t.fact_id, t.batch_id, t.recorded_at, t.recorded_by, t.retracted_at, t.retracted_by, t.retraction_reason,
  t.on_not_after AS day, NULL::date AS until_day
FROM unnamed_count t
JOIN petition p USING (petition_id)
LEFT JOIN organization o USING (organization_id)
LEFT JOIN fact_sources fs ON fs.fact_id = t.fact_id;
COMMENT ON VIEW count_form IS 'Counts of signatures without names, in the shape of their CSV form.';
