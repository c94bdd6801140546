-- Why: people refer to things by slug, code, name or alias; one view says what each of these means.
CREATE VIEW reference_name AS
SELECT 'source' AS noun, slug AS name, slug AS key FROM source WHERE retracted_at IS NULL
UNION SELECT 'campaign', slug, slug FROM campaign WHERE retracted_at IS NULL
UNION SELECT 'petition', slug, slug FROM petition WHERE retracted_at IS NULL
UNION SELECT 'organization', slug, slug FROM organization WHERE retracted_at IS NULL
UNION SELECT 'organization', lower(name), slug FROM organization WHERE retracted_at IS NULL
UNION SELECT 'organization', lower(alias), slug FROM organization, string_to_table(aliases, '; ') AS alias
  WHERE retracted_at IS NULL
UNION SELECT 'coalition', r.name, r.slug FROM coalition c JOIN organization o USING (organization_id)
  CROSS JOIN LATERAL (VALUES (o.slug, o.slug), (lower(o.name), o.slug), (lower(c.short_name), o.slug)) AS r (name, slug)
  WHERE c.retracted_at IS NULL AND r.name IS NOT NULL
UNION SELECT 'coalition', lower(alias), o.slug FROM coalition c JOIN organization o USING (organization_id),
  string_to_table(o.aliases, '; ') AS alias WHERE c.retracted_at IS NULL
UNION SELECT 'country', alias, iso3 FROM country_alias
UNION SELECT 'country', lower(iso3), iso3 FROM country
UNION SELECT 'country', lower(name), iso3 FROM country
UNION SELECT 'state', n.name, n.key FROM state s JOIN (
    SELECT alias AS name, iso3 AS key FROM country_alias
    UNION SELECT lower(iso3), iso3 FROM country
    UNION SELECT lower(name), iso3 FROM country
  ) n ON n.key = s.iso3
UNION SELECT 'measure', measure, measure FROM claim_measure;
COMMENT ON VIEW reference_name IS 'Every name by which something can be referred to, in lower case, and the key it stands for.';
