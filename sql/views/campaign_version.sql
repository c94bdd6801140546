-- Why: a campaign that was corrected must be found as it read at any time. One row a version, the one that stands among them.
CREATE VIEW campaign_version AS
SELECT t.campaign_id, t.slug, t.title, t.aim, t.opened, t.closed, t.partner, p.coalitions, p.states, t.note, t.own_observation,
  t.fact_id, t.batch_id, coalesce(t.revised_at, t.recorded_at) AS recorded_at,
  coalesce(t.revised_by, t.recorded_by) AS recorded_by, t.retracted_at, t.retracted_by, t.retraction_reason
FROM campaign t CROSS JOIN LATERAL campaign_parts(t.campaign_id) p
UNION ALL
SELECT v.campaign_id, v.slug, v.title, v.aim, v.opened, v.closed, v.partner, f.stated ->> 'coalitions', f.stated ->> 'states', v.note, v.own_observation,
  v.fact_id, v.batch_id, v.recorded_at, v.recorded_by, v.retracted_at, v.retracted_by, v.retraction_reason
FROM fact_version f CROSS JOIN LATERAL jsonb_populate_record(NULL::campaign, f.stated) v
WHERE f.noun = 'campaign';
COMMENT ON VIEW campaign_version IS 'Every campaign in every version, with its coalitions and states as lists.';
