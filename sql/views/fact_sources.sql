-- Why: every form shows the sources of a fact in one cell, in an order that is the same everywhere.
CREATE VIEW fact_sources AS
SELECT fs.fact_id, string_agg(s.slug, '; ' ORDER BY s.slug) AS sources
FROM fact_source fs JOIN source s USING (source_id)
GROUP BY fs.fact_id;
COMMENT ON VIEW fact_sources IS 'The slugs of a fact''s sources, as a list.';
