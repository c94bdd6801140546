-- Why: what `activity export` writes, what `activity list` shows, and what an import compares with.
CREATE VIEW activity_form AS
SELECT t.on_written AS "on", t.kind, t.title, t.actor, t.about, c.slug AS campaign, t.recurs, t.area, t.place,
  t.note,
  coalesce(fs.sources, CASE WHEN t.own_observation THEN 'own observation' END) AS sources,
  t.fact_id, t.batch_id, t.recorded_at, t.recorded_by, t.retracted_at, t.retracted_by, t.retraction_reason,
  t.on_not_after AS day, NULL::date AS until_day
FROM activity t
LEFT JOIN campaign c USING (campaign_id)
LEFT JOIN fact_sources fs ON fs.fact_id = t.fact_id;
COMMENT ON VIEW activity_form IS 'Activities in the shape of their CSV form.';
