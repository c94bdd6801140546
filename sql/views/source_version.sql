-- Why: a source that was corrected must be found as it read at any time. One row a version, the one that stands among them.
CREATE VIEW source_version AS
SELECT t.source_id, t.slug, t.title, t.publisher, t.address, t.published, t.published_not_before, t.published_not_after, t.note, t.own_observation,
  t.fact_id, t.batch_id, coalesce(t.revised_at, t.recorded_at) AS recorded_at,
  coalesce(t.revised_by, t.recorded_by) AS recorded_by, t.retracted_at, t.retracted_by, t.retraction_reason
FROM source t
UNION ALL
SELECT v.source_id, v.slug, v.title, v.publisher, v.address, v.published, v.published_not_before, v.published_not_after, v.note, v.own_observation,
  v.fact_id, v.batch_id, v.recorded_at, v.recorded_by, v.retracted_at, v.retracted_by, v.retraction_reason
FROM fact_version f CROSS JOIN LATERAL jsonb_populate_record(NULL::source, f.stated) v
WHERE f.noun = 'source';
COMMENT ON VIEW source_version IS 'Every source in every version.';
