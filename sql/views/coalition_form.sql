-- Why: what `coalition export` writes, what `coalition list` shows, and what an import compares with.
CREATE VIEW coalition_form AS
SELECT o.slug AS coalition, t.short_name, t.founded, t.note,
  coalesce(fs.sources, CASE WHEN t.own_observation THEN 'own observation' END) AS sources,
  t.fact_id, t.batch_id, t.recorded_at, t.recorded_by, t.retracted_at, t.retracted_by, t.retraction_reason,
  t.founded_not_after AS day, NULL::date AS until_day
FROM coalition t
JOIN organization o USING (organization_id)
LEFT JOIN fact_sources fs ON fs.fact_id = t.fact_id;
COMMENT ON VIEW coalition_form IS 'Coalitions in the shape of their CSV form.';
