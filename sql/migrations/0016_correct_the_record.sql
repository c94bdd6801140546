-- Why: an error in the record must be put right without losing what it said: a correction takes one statement back and
-- makes another, in one act. And whoever is refused must be told which fact stands in the way, and who says it.
CREATE FUNCTION fact_origin(fact bigint, own boolean) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN own THEN 'own observation' ELSE coalesce(
    (SELECT CASE WHEN count(*) = 1 THEN 'source: ' ELSE 'sources: ' END || string_agg(s.slug, ', ' ORDER BY s.slug)
      FROM fact_source f JOIN source s USING (source_id) WHERE f.fact_id = fact HAVING count(*) > 0), 'no source') END $$;
COMMENT ON FUNCTION fact_origin(bigint, boolean) IS 'Who says a fact, in words for a sentence.';

CREATE FUNCTION fact_words(written text, fact bigint, own boolean) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT '(' || coalesce(written, 'no day known') || '; ' || fact_origin(fact, own) || ')' $$;
COMMENT ON FUNCTION fact_words(text, bigint, boolean) IS 'When a fact was and who says it, in words for a sentence.';

-- Agreements: what stands in the way is named with its source; a signature on which later events rest stays.
CREATE OR REPLACE FUNCTION agreement_event_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  other agreement_event;
BEGIN
  -- What was taken back within the act that recorded it stands in nobody's way.
  IF NEW.disputed OR NEW.standing <> 'followed' OR NOT EXISTS (
    SELECT FROM agreement_event e WHERE e.fact_id = NEW.fact_id AND e.retracted_at IS NULL) THEN
    RETURN NULL;
  END IF;
  IF NEW.event IN ('approved', 'ratified', 'in_force') THEN
    SELECT e.* INTO other FROM agreement_event e WHERE e.agreement_id = NEW.agreement_id AND e.event = 'signed'
      AND e.retracted_at IS NULL AND e.standing = 'followed';
    IF NOT FOUND THEN
      RAISE EXCEPTION '% cannot be recorded: no signature of the agreement is on record', NEW.event USING
        ERRCODE = 'check_violation', CONSTRAINT = 'agreement_event_in_order', TABLE = 'agreement_event';
    END IF;
    IF other.on_not_before > NEW.on_not_after THEN
      RAISE EXCEPTION '% (%) would lie before the signature %', NEW.event, NEW.on_written,
        fact_words(other.on_written, other.fact_id, other.own_observation) USING
        ERRCODE = 'check_violation', CONSTRAINT = 'agreement_event_in_order', TABLE = 'agreement_event';
    END IF;
  ELSIF NEW.event = 'signed' THEN
    SELECT e.* INTO other FROM agreement_event e WHERE e.agreement_id = NEW.agreement_id AND NOT e.disputed
      AND e.event IN ('approved', 'ratified', 'in_force') AND e.retracted_at IS NULL AND e.standing = 'followed'
      AND NEW.on_not_before > e.on_not_after ORDER BY e.on_not_after LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'the signature (%) would lie after % %', NEW.on_written, other.event,
        fact_words(other.on_written, other.fact_id, other.own_observation) USING
        ERRCODE = 'check_violation', CONSTRAINT = 'agreement_event_in_order', TABLE = 'agreement_event';
    END IF;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION agreement_event_needed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  other agreement_event;
BEGIN
  IF NEW.event <> 'signed' OR NEW.standing <> 'followed' OR NEW.retracted_at IS NULL OR OLD.retracted_at IS NOT NULL
    OR EXISTS (SELECT FROM agreement_event e WHERE e.agreement_id = NEW.agreement_id AND e.event = 'signed'
      AND e.retracted_at IS NULL AND e.standing = 'followed') THEN
    RETURN NULL;
  END IF;
  SELECT e.* INTO other FROM agreement_event e WHERE e.agreement_id = NEW.agreement_id AND NOT e.disputed
    AND e.event IN ('approved', 'ratified', 'in_force') AND e.retracted_at IS NULL AND e.standing = 'followed'
    ORDER BY e.on_not_after, e.event LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION '% % rests on the signature', other.event,
      fact_words(other.on_written, other.fact_id, other.own_observation) USING
      ERRCODE = 'check_violation', CONSTRAINT = 'agreement_event_needed', TABLE = 'agreement_event';
  END IF;
  RETURN NULL;
END $$;
COMMENT ON FUNCTION agreement_event_needed() IS 'Keeps a signature on which a later event rests, unless another takes its place.';
CREATE CONSTRAINT TRIGGER agreement_event_needed AFTER UPDATE ON agreement_event
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION agreement_event_needed();

CREATE FUNCTION agreement_event_alone() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  other agreement_event;
BEGIN
  IF NEW.standing = 'followed' AND NEW.event IN ('signed', 'ratified', 'in_force') THEN
    SELECT e.* INTO other FROM agreement_event e WHERE e.agreement_id = NEW.agreement_id AND e.event = NEW.event
      AND e.retracted_at IS NULL AND e.standing = 'followed';
    IF FOUND THEN
      RAISE EXCEPTION '% %', other.event, fact_words(other.on_written, other.fact_id, other.own_observation) USING
        ERRCODE = 'unique_violation', CONSTRAINT = 'agreement_event_once', TABLE = 'agreement_event';
    END IF;
  END IF;
  RETURN NEW;
END $$;
COMMENT ON FUNCTION agreement_event_alone() IS 'Says which fact stands in the way where agreement_event_once would only say that one does.';
CREATE TRIGGER agreement_event_alone BEFORE INSERT ON agreement_event
  FOR EACH ROW EXECUTE FUNCTION agreement_event_alone();

-- The Statute: one instrument of a state stands, unless the state left in between; nothing happened before there was a
-- Statute. What stands against that is recorded as disputed, or beside the one that is followed.
ALTER TABLE statute_event ADD CONSTRAINT statute_event_after_adoption CHECK (
  retracted_at IS NOT NULL OR disputed OR standing <> 'followed' OR (on_not_after < date '1998-07-17') IS NOT TRUE
) NOT VALID;

CREATE OR REPLACE FUNCTION statute_event_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  needed statute_event_kind[] := CASE NEW.event
    WHEN 'withdrawal_notified' THEN '{ratified,acceded,accepted,succeeded}'
    WHEN 'withdrawal_effective' THEN '{withdrawal_notified}'
    WHEN 'signature_withdrawn' THEN '{signed}' END;
  other statute_event;
BEGIN
  IF needed IS NULL OR NEW.disputed OR NEW.standing <> 'followed' OR NOT EXISTS (
    SELECT FROM statute_event e WHERE e.fact_id = NEW.fact_id AND e.retracted_at IS NULL) THEN
    RETURN NULL;
  END IF;
  SELECT e.* INTO other FROM statute_event e WHERE e.state = NEW.state AND e.event = ANY (needed)
    AND e.retracted_at IS NULL AND e.standing = 'followed'
    ORDER BY (e.on_not_before <= NEW.on_not_after) IS NOT FALSE DESC, e.on_not_before LIMIT 1;
  IF NOT FOUND THEN
    RAISE EXCEPTION '% (%) has nothing before it that it could end', NEW.event, coalesce(NEW.on_written, 'no day known') USING
      ERRCODE = 'check_violation', CONSTRAINT = 'statute_event_in_order', TABLE = 'statute_event';
  END IF;
  IF other.on_not_before > NEW.on_not_after THEN
    RAISE EXCEPTION '% (%) has nothing before it that it could end: % came later %', NEW.event, NEW.on_written, other.event,
      fact_words(other.on_written, other.fact_id, other.own_observation) USING
      ERRCODE = 'check_violation', CONSTRAINT = 'statute_event_in_order', TABLE = 'statute_event';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION statute_event_needed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  rests statute_event_kind[] := CASE
    WHEN NEW.event IN ('ratified', 'acceded', 'accepted', 'succeeded') THEN '{withdrawal_notified}'
    WHEN NEW.event = 'withdrawal_notified' THEN '{withdrawal_effective}'
    WHEN NEW.event = 'signed' THEN '{signature_withdrawn}' END;
  bases statute_event_kind[] := CASE
    WHEN NEW.event IN ('ratified', 'acceded', 'accepted', 'succeeded') THEN '{ratified,acceded,accepted,succeeded}'
    ELSE ARRAY[NEW.event] END;
  other statute_event;
BEGIN
  IF rests IS NULL OR NEW.standing <> 'followed' OR NEW.retracted_at IS NULL OR OLD.retracted_at IS NOT NULL THEN
    RETURN NULL;
  END IF;
  SELECT e.* INTO other FROM statute_event e WHERE e.state = NEW.state AND e.event = ANY (rests) AND NOT e.disputed
    AND e.retracted_at IS NULL AND e.standing = 'followed' AND NOT EXISTS (
      SELECT FROM statute_event b WHERE b.state = NEW.state AND b.event = ANY (bases) AND b.retracted_at IS NULL
        AND b.standing = 'followed' AND (b.on_not_before <= e.on_not_after) IS NOT FALSE)
    ORDER BY e.on_not_after LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION '% % rests on it', other.event,
      fact_words(other.on_written, other.fact_id, other.own_observation) USING
      ERRCODE = 'check_violation', CONSTRAINT = 'statute_event_needed', TABLE = 'statute_event';
  END IF;
  RETURN NULL;
END $$;
COMMENT ON FUNCTION statute_event_needed() IS 'Keeps a deposit, notification or signature that a later event ends, unless another takes its place.';
CREATE CONSTRAINT TRIGGER statute_event_needed AFTER UPDATE ON statute_event
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION statute_event_needed();

CREATE FUNCTION statute_deposit_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  other record;
BEGIN
  -- A deposit that is new may meet another; a withdrawal that is taken back may have stood between two.
  IF NEW.standing <> 'followed' OR NEW.event <> ALL (CASE WHEN NEW.retracted_at IS NULL
    THEN '{ratified,acceded,accepted,succeeded}' ELSE '{withdrawal_notified,withdrawal_effective}' END::statute_event_kind[]) THEN
    RETURN NULL;
  END IF;
  SELECT a.* INTO other FROM statute_event a JOIN statute_event b ON b.state = a.state AND b.fact_id <> a.fact_id
  WHERE a.state = NEW.state AND a.event IN ('ratified', 'acceded', 'accepted', 'succeeded')
    AND b.event IN ('ratified', 'acceded', 'accepted', 'succeeded')
    AND NEW.fact_id IN (b.fact_id, CASE WHEN NEW.retracted_at IS NOT NULL THEN NEW.fact_id END)
    AND a.standing = 'followed' AND a.retracted_at IS NULL AND NOT a.disputed
    AND b.standing = 'followed' AND b.retracted_at IS NULL AND NOT b.disputed
    AND NOT EXISTS (SELECT FROM statute_event w WHERE w.state = NEW.state AND w.retracted_at IS NULL
      AND w.standing = 'followed' AND w.event IN ('withdrawal_notified', 'withdrawal_effective') AND (
        (a.on_not_before <= w.on_not_after) IS NOT FALSE AND (w.on_not_before <= b.on_not_after) IS NOT FALSE
        OR (b.on_not_before <= w.on_not_after) IS NOT FALSE AND (w.on_not_before <= a.on_not_after) IS NOT FALSE))
  ORDER BY a.on_not_after LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION '% %', other.event, fact_words(other.on_written, other.fact_id, other.own_observation) USING
      ERRCODE = 'unique_violation', CONSTRAINT = 'statute_deposit_once', TABLE = 'statute_event';
  END IF;
  RETURN NULL;
END $$;
COMMENT ON FUNCTION statute_deposit_once() IS 'One deposit of a state is followed, unless the state withdrew between two.';
CREATE CONSTRAINT TRIGGER statute_deposit_once AFTER INSERT OR UPDATE ON statute_event
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION statute_deposit_once();

CREATE FUNCTION statute_event_alone() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  other statute_event;
BEGIN
  IF NEW.standing = 'followed' THEN
    SELECT e.* INTO other FROM statute_event e WHERE e.state = NEW.state AND e.event = NEW.event
      AND e.on_not_after IS NOT DISTINCT FROM NEW.on_not_after AND e.retracted_at IS NULL AND e.standing = 'followed';
    IF FOUND THEN
      RAISE EXCEPTION '% %', other.event, fact_words(other.on_written, other.fact_id, other.own_observation) USING
        ERRCODE = 'unique_violation', CONSTRAINT = 'statute_event_once', TABLE = 'statute_event';
    END IF;
  END IF;
  RETURN NEW;
END $$;
COMMENT ON FUNCTION statute_event_alone() IS 'Says which fact stands in the way where statute_event_once would only say that one does.';
CREATE TRIGGER statute_event_alone BEFORE INSERT ON statute_event
  FOR EACH ROW EXECUTE FUNCTION statute_event_alone();

-- Coalitions and letters.
CREATE FUNCTION membership_alone() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  other membership;
BEGIN
  SELECT m.* INTO other FROM membership m WHERE m.coalition_id = NEW.coalition_id AND m.member_id = NEW.member_id
    AND m.relation = NEW.relation AND m.retracted_at IS NULL
    AND certain_term(m.from_not_after, coalesce(m.until_not_before, m.until_not_after))
      && certain_term(NEW.from_not_after, coalesce(NEW.until_not_before, NEW.until_not_after)) LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'from % until % (%)', coalesce(other.from_written, 'an unknown day'),
      coalesce(other.until_written, 'now'), fact_origin(other.fact_id, other.own_observation) USING
      ERRCODE = 'exclusion_violation', CONSTRAINT = 'membership_terms_apart', TABLE = 'membership';
  END IF;
  RETURN NEW;
END $$;
COMMENT ON FUNCTION membership_alone() IS 'Says which term stands in the way where membership_terms_apart would only say that one does.';
CREATE TRIGGER membership_alone BEFORE INSERT ON membership FOR EACH ROW EXECUTE FUNCTION membership_alone();

CREATE OR REPLACE FUNCTION membership_without_cycle() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  circle text;
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
    -- The shortest way round, each link with who says it.
    WITH RECURSIVE above (id, path, words) AS (
      SELECT NEW.coalition_id, ARRAY[NEW.coalition_id], (SELECT slug FROM organization WHERE organization_id = NEW.member_id)
        || ' would belong to ' || (SELECT slug FROM organization WHERE organization_id = NEW.coalition_id)
      UNION ALL
      SELECT m.coalition_id, a.path || m.coalition_id, a.words || ', which belongs to ' || o.slug || ' ('
        || fact_origin(m.fact_id, m.own_observation) || ')'
      FROM membership m JOIN above a ON m.member_id = a.id JOIN organization o ON o.organization_id = m.coalition_id
      WHERE m.retracted_at IS NULL AND m.relation IN ('member', 'affiliate') AND m.fact_id <> NEW.fact_id
        AND a.id <> NEW.member_id AND m.coalition_id <> ALL (a.path)
    )
    SELECT words INTO circle FROM above WHERE id = NEW.member_id ORDER BY cardinality(path), words LIMIT 1;
    RAISE EXCEPTION '%', coalesce(circle, 'a coalition cannot belong to itself, not even through others') USING
      ERRCODE = 'check_violation', CONSTRAINT = 'membership_without_cycle', TABLE = 'membership';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION endorsement_alone() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  other endorsement;
BEGIN
  SELECT e.* INTO other FROM endorsement e WHERE e.petition_id = NEW.petition_id
    AND e.organization_id = NEW.organization_id AND e.retracted_at IS NULL;
  IF FOUND THEN
    RAISE EXCEPTION '%', btrim(fact_words(other.on_written, other.fact_id, other.own_observation), '()') USING
      ERRCODE = 'unique_violation', CONSTRAINT = 'endorsement_once', TABLE = 'endorsement';
  END IF;
  RETURN NEW;
END $$;
COMMENT ON FUNCTION endorsement_alone() IS 'Says which fact stands in the way where endorsement_once would only say that one does.';
CREATE TRIGGER endorsement_alone BEFORE INSERT ON endorsement FOR EACH ROW EXECUTE FUNCTION endorsement_alone();

-- What others refer to by number (a petition's signatures do) is corrected in its place: the row keeps its number and
-- says the new, and the database itself keeps what it said before.
CREATE TABLE fact_version (
  fact_id bigint NOT NULL,
  noun text COLLATE "C" NOT NULL,
  stated jsonb NOT NULL,
  CONSTRAINT fact_version_key PRIMARY KEY (fact_id)
);
CREATE INDEX fact_version_by_noun ON fact_version (noun);
COMMENT ON TABLE fact_version IS 'What sources, organizations, campaigns and petitions said before they were corrected. Only ever added to.';
COMMENT ON COLUMN fact_version.fact_id IS 'The fact''s number while it stood, by which its sources are found.';
COMMENT ON COLUMN fact_version.noun IS 'The table whose row it was.';
COMMENT ON COLUMN fact_version.stated IS 'The whole row, with when, by whom and why it was taken back.';
CREATE FUNCTION fact_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what a fact said is neither changed nor deleted' USING
    ERRCODE = 'restrict_violation', CONSTRAINT = 'fact_stays', TABLE = TG_TABLE_NAME;
END $$;
COMMENT ON FUNCTION fact_version_stays() IS 'Refuses every change of an earlier version.';
CREATE TRIGGER fact_version_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON fact_version
  FOR EACH STATEMENT EXECUTE FUNCTION fact_version_stays();

CREATE FUNCTION fact_keeps_versions() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  reason text := nullif(current_setting('rollcall.reason', true), '');
  was jsonb;
BEGIN
  IF TG_OP = 'UPDATE' AND reason IS NOT NULL AND NEW.fact_id <> OLD.fact_id AND OLD.retracted_at IS NULL
    AND NEW.retracted_at IS NULL AND NEW.slug = OLD.slug AND NEW.recorded_at = OLD.recorded_at
    AND NEW.recorded_by = OLD.recorded_by AND to_jsonb(NEW) -> TG_ARGV[0] = to_jsonb(OLD) -> TG_ARGV[0] THEN
    was := to_jsonb(OLD) || jsonb_build_object('recorded_at', coalesce(OLD.revised_at, OLD.recorded_at),
      'recorded_by', coalesce(OLD.revised_by, OLD.recorded_by), 'retracted_at', rollcall_moment(),
      'retracted_by', rollcall_recorder(), 'retraction_reason', reason);
    IF TG_TABLE_NAME = 'campaign' THEN
      was := was || (SELECT jsonb_build_object('coalitions', f.coalitions, 'states', f.states)
        FROM campaign_parts(OLD.campaign_id) f);
      DELETE FROM campaign_coalition c WHERE c.campaign_id = OLD.campaign_id;
      DELETE FROM campaign_state c WHERE c.campaign_id = OLD.campaign_id;
    END IF;
    INSERT INTO fact_version (fact_id, noun, stated) VALUES (OLD.fact_id, TG_TABLE_NAME, was);
    NEW.revised_at := rollcall_moment();
    NEW.revised_by := rollcall_recorder();
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' OR OLD.retracted_at IS NOT NULL
    OR (to_jsonb(OLD) - '{retracted_at,retracted_by,retraction_reason}'::text[])
      <> (to_jsonb(NEW) - '{retracted_at,retracted_by,retraction_reason}'::text[]) THEN
    RAISE EXCEPTION 'a fact is never overwritten: retract it and record another' USING
      ERRCODE = 'check_violation', CONSTRAINT = 'fact_stays', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;
COMMENT ON FUNCTION fact_keeps_versions() IS
  'Lets a row be retracted once, or corrected for a reason that the session states: what it said is kept in fact_version. '
  'Its number, its slug and when it was first recorded stay. Refuses every other change.';

CREATE FUNCTION campaign_parts(id bigint, OUT coalitions text, OUT states text) LANGUAGE sql STABLE AS $$
  SELECT (SELECT string_agg(o.slug, '; ' ORDER BY o.slug) FROM campaign_coalition c JOIN organization o USING (organization_id)
      WHERE c.campaign_id = id),
    (SELECT string_agg(s.iso3, '; ' ORDER BY s.iso3) FROM campaign_state s WHERE s.campaign_id = id) $$;
COMMENT ON FUNCTION campaign_parts(bigint) IS 'The coalitions and states of a campaign, each as a list in one cell.';

CREATE FUNCTION keep_versions(noun text, key text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %I ADD COLUMN revised_at timestamptz, ADD COLUMN revised_by text COLLATE "C"', noun);
  EXECUTE format('COMMENT ON COLUMN %I.revised_at IS %L', noun, 'Since when it says what it says; empty where it was never corrected.');
  EXECUTE format('COMMENT ON COLUMN %I.revised_by IS %L', noun, 'Who corrected it last.');
  EXECUTE format('DROP TRIGGER IF EXISTS %I ON %I', noun || '_stays', noun);
  EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION fact_keeps_versions(%L)',
    noun || '_stays', noun, key);
END $$;
COMMENT ON FUNCTION keep_versions(text, text) IS
  'Makes a table with a slug keep versions: for migrations, of nouns to whose rows others refer by number.';
SELECT keep_versions('source', 'source_id'), keep_versions('organization', 'organization_id'),
  keep_versions('campaign', 'campaign_id'), keep_versions('petition', 'petition_id');

-- What signatures were taken under cannot change beneath them.
CREATE FUNCTION petition_policy_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.fact_id <> OLD.fact_id AND (NEW.identity, NEW.time_zone) <> (OLD.identity, OLD.time_zone)
    AND EXISTS (SELECT FROM signature s WHERE s.petition_id = OLD.petition_id) THEN
    RAISE EXCEPTION 'identity % and time zone %', OLD.identity, OLD.time_zone USING
      ERRCODE = 'check_violation', CONSTRAINT = 'petition_policy_stays', TABLE = 'petition';
  END IF;
  RETURN NEW;
END $$;
COMMENT ON FUNCTION petition_policy_stays() IS
  'A petition that was signed keeps what identifies a signature and whose days count.';
CREATE TRIGGER petition_policy_stays BEFORE UPDATE ON petition FOR EACH ROW EXECUTE FUNCTION petition_policy_stays();

CREATE FUNCTION petition_window_holds() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  outside bigint;
BEGIN
  IF NEW.fact_id <> OLD.fact_id AND (NEW.opened, NEW.closed) IS DISTINCT FROM (OLD.opened, OLD.closed) THEN
    SELECT count(*) INTO outside FROM signature s WHERE s.petition_id = OLD.petition_id
      AND (s.signed_on < NEW.opened OR s.signed_on > NEW.closed);
    IF outside > 0 THEN
      RAISE EXCEPTION '% of them', outside USING
        ERRCODE = 'check_violation', CONSTRAINT = 'petition_window_holds', TABLE = 'petition';
    END IF;
  END IF;
  RETURN NEW;
END $$;
COMMENT ON FUNCTION petition_window_holds() IS 'A petition stays open on every day on which it was signed.';
CREATE TRIGGER petition_window_holds BEFORE UPDATE ON petition FOR EACH ROW EXECUTE FUNCTION petition_window_holds();
