-- Why: what `campaign export` writes, what `campaign list` shows, and what an import compares with.
CREATE VIEW campaign_form AS
SELECT t.slug, t.title, t.aim, t.opened::text AS opened, t.closed::text AS closed, t.partner,
  (SELECT string_agg(o.slug, '; ' ORDER BY o.slug) FROM campaign_coalition cc JOIN organization o USING (organization_id)
    WHERE cc.campaign_id = t.campaign_id) AS coalitions,
  (SELECT string_agg(cs.iso3, '; ' ORDER BY cs.iso3) FROM campaign_state cs WHERE cs.campaign_id = t.campaign_id) AS states,
  t.note,
  coalesce(fs.sources, CASE WHEN t.own_observation THEN 'own observation' END) AS sources,
  t.fact_id, t.batch_id, t.recorded_at, t.recorded_by, t.retracted_at, t.retracted_by, t.retraction_reason,
  NULL::date AS day, NULL::date AS until_day
FROM campaign t
LEFT JOIN fact_sources fs ON fs.fact_id = t.fact_id;
COMMENT ON VIEW campaign_form IS 'Campaigns in the shape of their CSV form.';
