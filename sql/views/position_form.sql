-- Why: what `position export` writes, what `position list` shows, and what an import compares with.
CREATE VIEW position_form AS
SELECT t.actor_kind, coalesce(t.actor_state, o.slug, t.actor_name) AS actor, t.office, t.country, t.about_kind,
  coalesce(ac.slug, t.about_state, ao.slug, t.about_name) AS about, t.stance, t.role, t.since_written AS since,
  c.slug AS campaign, t.statement, t.standing::text AS standing, t.note,
  coalesce(fs.sources, CASE WHEN t.own_observation THEN 'own observation' END) AS sources,
  t.fact_id, t.batch_id, t.recorded_at, t.recorded_by, t.retracted_at, t.retracted_by, t.retraction_reason,
  t.since_not_after AS day, NULL::date AS until_day
FROM held_position t
LEFT JOIN organization o ON o.organization_id = t.actor_organization_id
LEFT JOIN campaign ac ON ac.campaign_id = t.about_campaign_id
LEFT JOIN organization ao ON ao.organization_id = t.about_organization_id
LEFT JOIN campaign c ON c.campaign_id = t.campaign_id
LEFT JOIN fact_sources fs ON fs.fact_id = t.fact_id;
COMMENT ON VIEW position_form IS 'Positions in the shape of their CSV form.';
