-- Why: who belonged to whom on a day, and who stood under a letter, must have one answer everywhere; and a rule that
-- refuses something must name the fact that it protects, with its source.
ALTER TABLE membership ADD COLUMN until_authority text COLLATE "C";
ALTER TABLE membership ADD CONSTRAINT membership_until_authority_of_an_end CHECK (
  until_authority IS NULL OR until_written IS NOT NULL);
COMMENT ON COLUMN membership.until_authority IS 'By whose authority it ended.';

ALTER TABLE endorsement ADD COLUMN withdrawn_authority text COLLATE "C";
ALTER TABLE endorsement ADD CONSTRAINT endorsement_withdrawn_authority_of_a_withdrawal CHECK (
  withdrawn_authority IS NULL OR withdrawn_written IS NOT NULL);
COMMENT ON COLUMN endorsement.withdrawn_authority IS 'Who withdrew it for the organization.';

-- Why: every new membership looks up to whom its coalition belongs.
CREATE INDEX membership_of_member ON membership (member_id) WHERE retracted_at IS NULL;

CREATE FUNCTION holds(begun date, end_written text, ended date, as_of date, known_on timestamptz) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT counts($1, $4, $5) IS TRUE AND ($2 IS NULL OR counts($3, $4, $5) IS NOT TRUE) $$;
COMMENT ON FUNCTION holds(date, text, date, date, timestamptz) IS
  'Whether a term or an endorsement holds on a day: it counts as begun, and its end, if one is written, does not count yet. '
  'On the day of its end it is over.';

CREATE FUNCTION counted_term(from_not_after date, until_not_after date) RETURNS daterange
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN from_not_after > until_not_after THEN 'empty'::daterange
    ELSE daterange(from_not_after, until_not_after, '[)') END $$;
COMMENT ON FUNCTION counted_term(date, date) IS
  'The days on which a term counts, as holds() says; a missing start or end leaves it open on that side.';

-- Why: what stands in the way is told in the words of the record. One row of an organization stands at most; its slug is
-- told also where none does any more.
CREATE FUNCTION organization_told(id bigint) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT slug FROM organization WHERE organization_id = id ORDER BY retracted_at NULLS FIRST LIMIT 1);
END $$;
COMMENT ON FUNCTION organization_told(bigint) IS 'The slug of an organization, for a sentence.';

CREATE FUNCTION sources_told(fact bigint, own boolean) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN CASE WHEN own THEN 'own observation' ELSE coalesce((
    SELECT CASE count(*) WHEN 1 THEN 'source: ' ELSE 'sources: ' END || string_agg(s.slug, ', ' ORDER BY s.slug)
    FROM fact_source f JOIN source s USING (source_id) WHERE f.fact_id = fact HAVING count(*) > 0), 'in the same file') END;
END $$;
COMMENT ON FUNCTION sources_told(bigint, boolean) IS
  'Who says a fact, for a sentence. A row that arrives in the same statement has no source yet.';

CREATE FUNCTION membership_told(term membership) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN format('%s is %s of %s%s%s (%s)', organization_told(term.member_id), term.relation,
    organization_told(term.coalition_id), coalesce(' from ' || term.from_written, ''),
    coalesce(' until ' || term.until_written, CASE WHEN term.from_written IS NULL THEN ', no day given' ELSE ' on' END),
    sources_told(term.fact_id, term.own_observation));
END $$;
COMMENT ON FUNCTION membership_told(membership) IS 'A term in a sentence: who, since when, until when, by which source.';

-- Why: two programs that each add one link of a circle do not see each other's. In REPEATABLE READ the other's link would
-- stay unseen even after waiting.
CREATE FUNCTION membership_one_at_a_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('transaction_isolation') = 'repeatable read' THEN
    RAISE EXCEPTION 'a membership needs a transaction that is READ COMMITTED or SERIALIZABLE'
      USING ERRCODE = 'feature_not_supported';
  END IF;
  PERFORM pg_advisory_xact_lock(x'6D62'::integer, 0);
  RETURN NULL;
END $$;
COMMENT ON FUNCTION membership_one_at_a_time() IS 'Makes whoever adds a membership wait for another who does, to the end of its act.';
CREATE TRIGGER membership_one_at_a_time BEFORE INSERT ON membership
  FOR EACH STATEMENT EXECUTE FUNCTION membership_one_at_a_time();

CREATE OR REPLACE FUNCTION membership_alone() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  other membership;
BEGIN
  SELECT m.* INTO other FROM membership m
  WHERE m.retracted_at IS NULL AND m.coalition_id = NEW.coalition_id AND m.member_id = NEW.member_id
    AND m.relation = NEW.relation
    AND certain_term(m.from_not_after, coalesce(m.until_not_before, m.until_not_after))
      && certain_term(NEW.from_not_after, coalesce(NEW.until_not_before, NEW.until_not_after))
  ORDER BY m.fact_id LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION '%', membership_told(other) USING
      ERRCODE = 'exclusion_violation', CONSTRAINT = 'membership_terms_apart', TABLE = 'membership';
  END IF;
  RETURN NEW;
END $$;
COMMENT ON FUNCTION membership_alone() IS
  'Tells the term with which a new one would overlap; the exclusion constraint membership_terms_apart is what refuses it at last.';
CREATE OR REPLACE TRIGGER membership_alone BEFORE INSERT ON membership
  FOR EACH ROW EXECUTE FUNCTION membership_alone();

-- Why: a circle is one where its terms have a day in common. An alliance that left may later take in what it belonged to.
CREATE OR REPLACE FUNCTION membership_without_cycle() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  circle text;
BEGIN
  IF NEW.retracted_at IS NOT NULL OR NEW.relation NOT IN ('member', 'affiliate') THEN
    RETURN NULL;
  END IF;
  WITH RECURSIVE above AS (
    SELECT NEW.coalition_id AS id, ARRAY[NEW.member_id, NEW.coalition_id] AS path, '{}'::text[] AS links,
      counted_term(NEW.from_not_after, NEW.until_not_after) AS term
    UNION ALL
    SELECT m.coalition_id, a.path || m.coalition_id, a.links || membership_told(m),
      a.term * counted_term(m.from_not_after, m.until_not_after)
    FROM above a JOIN membership m ON m.member_id = a.id
    WHERE m.retracted_at IS NULL AND m.relation IN ('member', 'affiliate') AND a.id <> NEW.member_id
      AND NOT isempty(a.term * counted_term(m.from_not_after, m.until_not_after))
      AND m.coalition_id <> ALL (a.path[2:])
  )
  SELECT (SELECT string_agg(organization_told(u.id), ' → ' ORDER BY u.place)
      FROM unnest(c.path) WITH ORDINALITY AS u (id, place))
      || '; on record: ' || array_to_string(c.links, '; ')
    INTO circle
  FROM above c WHERE c.id = NEW.member_id ORDER BY cardinality(c.path) LIMIT 1;
  IF circle IS NOT NULL THEN
    RAISE EXCEPTION '%', circle USING
      ERRCODE = 'check_violation', CONSTRAINT = 'membership_without_cycle', TABLE = 'membership';
  END IF;
  RETURN NULL;
END $$;
COMMENT ON FUNCTION membership_without_cycle() IS
  'Refuses a membership that would close a circle over member and affiliate on some day, and names the circle.';

CREATE OR REPLACE FUNCTION endorsement_alone() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  other endorsement;
BEGIN
  SELECT e.* INTO other FROM endorsement e
  WHERE e.retracted_at IS NULL AND e.petition_id = NEW.petition_id AND e.organization_id = NEW.organization_id;
  IF FOUND THEN
    RAISE EXCEPTION '%', concat_ws(', ', coalesce(other.on_written, 'on a day that no source gives'),
        'withdrawn ' || other.withdrawn_written) || format(' (%s)', sources_told(other.fact_id, other.own_observation))
      USING ERRCODE = 'unique_violation', CONSTRAINT = 'endorsement_once', TABLE = 'endorsement';
  END IF;
  RETURN NEW;
END $$;
COMMENT ON FUNCTION endorsement_alone() IS
  'Tells the endorsement that stands already; the index endorsement_once is what refuses a second at last.';
CREATE OR REPLACE TRIGGER endorsement_alone BEFORE INSERT ON endorsement
  FOR EACH ROW EXECUTE FUNCTION endorsement_alone();
