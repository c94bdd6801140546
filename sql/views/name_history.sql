-- Why: with --known-on a name means what it meant then. reference_name says what names mean now.
CREATE VIEW name_history AS
SELECT n.noun, r.name, n.slug AS key, n.recorded_at, n.retracted_at
FROM (
  SELECT 'source' AS noun, slug, NULL AS name, NULL AS aliases, recorded_at, retracted_at FROM source
  UNION ALL SELECT 'campaign', slug, NULL, NULL, recorded_at, retracted_at FROM campaign
  UNION ALL SELECT 'petition', slug, NULL, NULL, recorded_at, retracted_at FROM petition
  UNION ALL SELECT 'organization', slug, name, aliases, recorded_at, retracted_at FROM organization
  UNION ALL SELECT 'coalition', o.slug, o.name, c.short_name, c.recorded_at, c.retracted_at
    FROM coalition c JOIN organization o USING (organization_id)
) n CROSS JOIN LATERAL (
  SELECT n.slug AS name
  UNION SELECT lower(n.name) WHERE n.name IS NOT NULL
  UNION SELECT lower(alias) FROM string_to_table(n.aliases, '; ') AS alias
) r
UNION ALL
SELECT noun, name, key, '-infinity'::timestamptz, NULL FROM reference_name
WHERE noun NOT IN ('source', 'campaign', 'petition', 'organization', 'coalition');
COMMENT ON VIEW name_history IS 'Every name by which something could be referred to, in lower case, the key it stood for, and from when to when.';
