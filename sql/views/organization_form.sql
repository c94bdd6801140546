-- Why: what `organization export` writes, what `organization list` shows, and what an import compares with.
CREATE VIEW organization_form AS
SELECT t.slug, t.name, t.kind, t.country, t.website, t.aliases, t.note,
  coalesce(fs.sources, CASE WHEN t.own_observation THEN 'own observation' END) AS sources,
  t.fact_id, t.batch_id, t.recorded_at, t.recorded_by, t.retracted_at, t.retracted_by, t.retraction_reason,
  NULL::date AS day, NULL::date AS until_day
FROM organization_version t
LEFT JOIN fact_sources fs ON fs.fact_id = t.fact_id;
COMMENT ON VIEW organization_form IS 'Organizations in the shape of their CSV form.';
