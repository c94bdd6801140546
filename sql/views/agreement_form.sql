-- Why: what `agreement export` writes, what `agreement list` shows, and what an import compares with.
CREATE VIEW agreement_form AS
SELECT a.state, a.partner, a.kind, t.event::text AS event, t.on_written AS "on", t.standing::text AS standing,
  CASE WHEN t.disputed THEN 'true' END AS disputed, t.note,
  coalesce(fs.sources, CASE WHEN t.own_observation THEN 'own observation' END) AS sources,
  t.fact_id, t.batch_id, t.recorded_at, t.recorded_by, t.retracted_at, t.retracted_by, t.retraction_reason,
  t.on_not_after AS day, NULL::date AS until_day
FROM agreement_event t
JOIN agreement a USING (agreement_id)
LEFT JOIN fact_sources fs ON fs.fact_id = t.fact_id;
COMMENT ON VIEW agreement_form IS 'Agreement events in the shape of their CSV form.';
