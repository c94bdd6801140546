-- Why: what `campaign export` writes, what `campaign list` shows, and what an import compares with.
CREATE VIEW campaign_form AS
SELECT t.slug, t.title, t.aim, t.opened::text AS opened, t.closed::text AS closed, t.partner,
  t.coalitions, t.states, t.note,
  coalesce(fs.sources, CASE WHEN t.own_observation THEN 'own observation' END) AS sources,
  t.fact_id, t.batch_id, t.recorded_at, t.recorded_by, t.retracted_at, t.retracted_by, t.retraction_reason,
  t.opened AS day, NULL::date AS until_day
FROM campaign_version t
LEFT JOIN fact_sources fs ON fs.fact_id = t.fact_id;
COMMENT ON VIEW campaign_form IS 'Campaigns in the shape of their CSV form.';
