-- Why: what `measure export` writes, what `measure list` shows, and what an import compares with.
CREATE VIEW measure_form AS
SELECT t.state, t.partner, t.kind, t.on_written AS "on", t.until_written AS until, t.aid,
  CASE t.aid_received WHEN true THEN 'yes' WHEN false THEN 'no' END AS aid_received, t.amount::text AS amount, t.currency, t.law,
  t.standing::text AS standing, CASE WHEN t.disputed THEN 'true' END AS disputed, t.note,
  coalesce(fs.sources, CASE WHEN t.own_observation THEN 'own observation' END) AS sources,
  t.fact_id, t.batch_id, t.recorded_at, t.recorded_by, t.retracted_at, t.retracted_by, t.retraction_reason,
  t.on_not_after AS day, NULL::date AS until_day
FROM measure t
LEFT JOIN fact_sources fs ON fs.fact_id = t.fact_id;
COMMENT ON VIEW measure_form IS 'Measures in the shape of their CSV form.';
