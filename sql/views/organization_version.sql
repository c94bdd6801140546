-- Why: a organization that was corrected must be found as it read at any time. One row a version, the one that stands among them.
CREATE VIEW organization_version AS
SELECT t.organization_id, t.slug, t.name, t.kind, t.country, t.website, t.aliases, t.note, t.own_observation,
  t.fact_id, t.batch_id, coalesce(t.revised_at, t.recorded_at) AS recorded_at,
  coalesce(t.revised_by, t.recorded_by) AS recorded_by, t.retracted_at, t.retracted_by, t.retraction_reason
FROM organization t
UNION ALL
SELECT v.organization_id, v.slug, v.name, v.kind, v.country, v.website, v.aliases, v.note, v.own_observation,
  v.fact_id, v.batch_id, v.recorded_at, v.recorded_by, v.retracted_at, v.retracted_by, v.retraction_reason
FROM fact_version f CROSS JOIN LATERAL jsonb_populate_record(NULL::organization, f.stated) v
WHERE f.noun = 'organization';
COMMENT ON VIEW organization_version IS 'Every organization in every version.';
