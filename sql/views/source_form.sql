-- Why: what `source export` writes, and what an import compares with.
CREATE VIEW source_form AS
SELECT s.slug, s.title, s.publisher, s.address, s.published, s.note,
  s.fact_id, s.batch_id, s.recorded_at, s.recorded_by, s.retracted_at, s.retracted_by, s.retraction_reason,
  s.published_not_after AS day, NULL::date AS until_day
FROM source_version s;
COMMENT ON VIEW source_form IS 'Sources in the shape of their CSV form.';
