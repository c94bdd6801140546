-- Why: what `membership export` writes, what `membership list` shows, and what an import compares with.
CREATE VIEW membership_form AS
SELECT c.slug AS coalition, m.slug AS member, t.relation::text AS relation, t.role, t.from_written AS "from",
  t.until_written AS until, t.authority, t.until_authority, t.note,
  coalesce(fs.sources, CASE WHEN t.own_observation THEN 'own observation' END) AS sources,
  t.fact_id, t.batch_id, t.recorded_at, t.recorded_by, t.retracted_at, t.retracted_by, t.retraction_reason,
  t.from_not_after AS day, t.until_not_after AS until_day
FROM membership t
JOIN organization c ON c.organization_id = t.coalition_id
JOIN organization m ON m.organization_id = t.member_id
LEFT JOIN fact_sources fs ON fs.fact_id = t.fact_id;
COMMENT ON VIEW membership_form IS 'Memberships in the shape of their CSV form.';
