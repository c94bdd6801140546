-- Why: what `endorsement export` writes, what `endorsement list` shows, and what an import compares with.
CREATE VIEW endorsement_form AS
SELECT p.slug AS petition, o.slug AS organization, t.on_written AS "on", t.withdrawn_written AS withdrawn, t.authority,
  t.withdrawn_authority, t.position::text AS position, t.note,
  coalesce(fs.sources, CASE WHEN t.own_observation THEN 'own observation' END) AS sources,
  t.fact_id, t.batch_id, t.recorded_at, t.recorded_by, t.retracted_at, t.retracted_by, t.retraction_reason,
  t.on_not_after AS day, t.withdrawn_not_after AS until_day
FROM endorsement t
JOIN petition p USING (petition_id)
JOIN organization o USING (organization_id)
LEFT JOIN fact_sources fs ON fs.fact_id = t.fact_id;
COMMENT ON VIEW endorsement_form IS 'Endorsements in the shape of their CSV form.';
