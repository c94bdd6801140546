-- Why: a petition that was corrected must be found as it read at any time. One row a version, the one that stands among them.
CREATE VIEW petition_version AS
SELECT t.petition_id, t.slug, t.campaign_id, t.title, t.kind, t.addressee, t.addressee_body, t.ask, t.goal, t.opened, t.closed, t.published, t.time_zone, t.identity, t.note, t.own_observation,
  t.fact_id, t.batch_id, coalesce(t.revised_at, t.recorded_at) AS recorded_at,
  coalesce(t.revised_by, t.recorded_by) AS recorded_by, t.retracted_at, t.retracted_by, t.retraction_reason
FROM petition t
UNION ALL
SELECT v.petition_id, v.slug, v.campaign_id, v.title, v.kind, v.addressee, v.addressee_body, v.ask, v.goal, v.opened, v.closed, v.published, v.time_zone, v.identity, v.note, v.own_observation,
  v.fact_id, v.batch_id, v.recorded_at, v.recorded_by, v.retracted_at, v.retracted_by, v.retraction_reason
FROM fact_version f CROSS JOIN LATERAL jsonb_populate_record(NULL::petition, f.stated) v
WHERE f.noun = 'petition';
COMMENT ON VIEW petition_version IS 'Every petition and letter in every version.';
