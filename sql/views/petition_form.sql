-- Why: what `petition export` writes, what `petition list` shows, and what an import compares with.
CREATE VIEW petition_form AS
SELECT t.slug, c.slug AS campaign, t.title, t.kind, t.addressee AS "to", t.addressee_body, t.ask, t.goal::text AS goal,
  t.opened::text AS opened, t.closed::text AS closed, t.published::text AS published, t.time_zone, t.identity, t.note,
  coalesce(fs.sources, CASE WHEN t.own_observation THEN 'own observation' END) AS sources,
  t.fact_id, t.batch_id, t.recorded_at, t.recorded_by, t.retracted_at, t.retracted_by, t.retraction_reason,
  coalesce(t.opened, t.published) AS day, NULL::date AS until_day
FROM petition_version t
JOIN campaign c USING (campaign_id)
LEFT JOIN fact_sources fs ON fs.fact_id = t.fact_id;
COMMENT ON VIEW petition_form IS 'Petitions and letters in the shape of their CSV form.';
