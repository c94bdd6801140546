-- Why: coalitions are counted, thanked and held to their size by name; a membership is a term with two ends.
CREATE TABLE organization (
  LIKE recorded INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING COMMENTS,
  organization_id bigint GENERATED ALWAYS AS IDENTITY,
  slug text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  kind text COLLATE "C",
  country text COLLATE "C",
  website text COLLATE "C",
  aliases text COLLATE "C",
  CONSTRAINT organization_key PRIMARY KEY (organization_id),
  CONSTRAINT organization_fact_once UNIQUE (fact_id),
  CONSTRAINT organization_batch FOREIGN KEY (batch_id) REFERENCES import_batch,
  CONSTRAINT organization_country FOREIGN KEY (country) REFERENCES country,
  CONSTRAINT organization_slug_form CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 80)
);
CREATE UNIQUE INDEX organization_slug_once ON organization (slug) WHERE retracted_at IS NULL;
CREATE UNIQUE INDEX organization_name_once ON organization (lower(name)) WHERE retracted_at IS NULL;
COMMENT ON TABLE organization IS 'NGO, bar association, parliament, government body, ...';
COMMENT ON COLUMN organization.organization_id IS 'Number used inside this database only.';
COMMENT ON COLUMN organization.slug IS 'The name by which files refer to it.';
COMMENT ON COLUMN organization.name IS 'Its full name.';
COMMENT ON COLUMN organization.kind IS 'What it is: ngo, coalition, bar association, government, ...';
COMMENT ON COLUMN organization.country IS 'Where it sits.';
COMMENT ON COLUMN organization.website IS 'Its address on the web.';
COMMENT ON COLUMN organization.aliases IS 'Other names and short names, separated by "; ".';

CREATE TABLE coalition (
  LIKE recorded INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING COMMENTS,
  organization_id bigint NOT NULL,
  short_name text COLLATE "C",
  founded text COLLATE "C",
  founded_not_before date,
  founded_not_after date,
  CONSTRAINT coalition_fact_key PRIMARY KEY (fact_id),
  CONSTRAINT coalition_batch FOREIGN KEY (batch_id) REFERENCES import_batch,
  CONSTRAINT coalition_organization FOREIGN KEY (organization_id) REFERENCES organization,
  CONSTRAINT coalition_founded_in_order CHECK (founded_not_before <= founded_not_after)
);
CREATE UNIQUE INDEX coalition_once ON coalition (organization_id) WHERE retracted_at IS NULL;
COMMENT ON TABLE coalition IS 'An organization of organizations.';
COMMENT ON COLUMN coalition.organization_id IS 'The organization that it is.';
COMMENT ON COLUMN coalition.short_name IS 'What it is called in short.';
COMMENT ON COLUMN coalition.founded IS 'When it was founded, as written.';
COMMENT ON COLUMN coalition.founded_not_before IS 'Earliest day of founding.';
COMMENT ON COLUMN coalition.founded_not_after IS 'Latest day of founding.';

CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE TYPE membership_relation AS ENUM ('member', 'affiliate', 'host', 'partner', 'convener');
COMMENT ON TYPE membership_relation IS 'How an organization belongs to a coalition.';

CREATE FUNCTION certain_term(from_not_after date, until_not_before date) RETURNS daterange
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN from_not_after > until_not_before THEN 'empty'::daterange
    ELSE daterange(from_not_after, until_not_before, '[)') END $$;
COMMENT ON FUNCTION certain_term(date, date) IS
  'The days that a term surely covers; a missing start or end leaves it open on that side.';

CREATE TABLE membership (
  LIKE recorded INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING COMMENTS,
  coalition_id bigint NOT NULL,
  member_id bigint NOT NULL,
  relation membership_relation NOT NULL,
  role text COLLATE "C",
  from_written text COLLATE "C",
  from_not_before date,
  from_not_after date,
  until_written text COLLATE "C",
  until_not_before date,
  until_not_after date,
  authority text COLLATE "C",
  CONSTRAINT membership_key PRIMARY KEY (fact_id),
  CONSTRAINT membership_batch FOREIGN KEY (batch_id) REFERENCES import_batch,
  CONSTRAINT membership_coalition FOREIGN KEY (coalition_id) REFERENCES organization,
  CONSTRAINT membership_member FOREIGN KEY (member_id) REFERENCES organization,
  CONSTRAINT membership_not_of_itself CHECK (coalition_id <> member_id),
  CONSTRAINT membership_from_in_order CHECK (from_not_before <= from_not_after),
  CONSTRAINT membership_until_in_order CHECK (until_not_before <= until_not_after),
  CONSTRAINT membership_ends_after_it_begins CHECK (from_not_before <= until_not_after),
  CONSTRAINT membership_terms_apart EXCLUDE USING gist (
    coalition_id WITH =, member_id WITH =, relation WITH =,
    certain_term(from_not_after, coalesce(until_not_before, until_not_after)) WITH &&
  ) WHERE (retracted_at IS NULL)
);
COMMENT ON TABLE membership IS 'Who belongs to a coalition, since when, until when, in which relation.';
COMMENT ON COLUMN membership.coalition_id IS 'The coalition.';
COMMENT ON COLUMN membership.member_id IS 'The organization that belongs to it.';
COMMENT ON COLUMN membership.relation IS 'member, affiliate, host, partner or convener.';
COMMENT ON COLUMN membership.role IS 'What the source calls it, where that says more.';
COMMENT ON COLUMN membership.from_written IS 'Since when, as written.';
COMMENT ON COLUMN membership.from_not_before IS 'Earliest day on which it began.';
COMMENT ON COLUMN membership.from_not_after IS 'Latest day on which it began.';
COMMENT ON COLUMN membership.until_written IS 'Until when, as written; empty while it lasts.';
COMMENT ON COLUMN membership.until_not_before IS 'Earliest day on which it ended.';
COMMENT ON COLUMN membership.until_not_after IS 'Latest day on which it ended.';
COMMENT ON COLUMN membership.authority IS 'By whose authority it joined.';

CREATE FUNCTION membership_without_cycle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.retracted_at IS NULL AND NEW.relation IN ('member', 'affiliate') AND EXISTS (
    WITH RECURSIVE above AS (
      SELECT NEW.coalition_id AS id
      UNION
      SELECT m.coalition_id FROM membership m JOIN above a ON m.member_id = a.id
      WHERE m.retracted_at IS NULL AND m.relation IN ('member', 'affiliate')
    )
    SELECT FROM above WHERE id = NEW.member_id
  ) THEN
    RAISE EXCEPTION 'a coalition cannot belong to itself, not even through others' USING
      ERRCODE = 'check_violation', CONSTRAINT = 'membership_without_cycle', TABLE = 'membership';
  END IF;
  RETURN NULL;
END $$;
COMMENT ON FUNCTION membership_without_cycle() IS 'Refuses a membership that would close a circle over member and affiliate.';
CREATE CONSTRAINT TRIGGER membership_without_cycle AFTER INSERT OR UPDATE ON membership
  FOR EACH ROW EXECUTE FUNCTION membership_without_cycle();
