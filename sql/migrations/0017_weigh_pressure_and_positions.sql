-- Why: a campaign needs to know what a state stands to lose, who speaks for and against it, and how many people signed where
-- no name can be held.
CREATE TABLE measure (
  LIKE recorded INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING COMMENTS,
  state text COLLATE "C",
  partner text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  on_written text COLLATE "C",
  on_not_before date,
  on_not_after date,
  until_written text COLLATE "C",
  until_not_before date,
  until_not_after date,
  aid text COLLATE "C",
  aid_received boolean,
  amount bigint,
  currency text COLLATE "C",
  law text COLLATE "C",
  standing fact_standing NOT NULL DEFAULT 'followed',
  disputed boolean NOT NULL DEFAULT false,
  CONSTRAINT measure_key PRIMARY KEY (fact_id),
  CONSTRAINT measure_batch FOREIGN KEY (batch_id) REFERENCES import_batch,
  CONSTRAINT measure_state FOREIGN KEY (state) REFERENCES state,
  CONSTRAINT measure_partner FOREIGN KEY (partner) REFERENCES state,
  CONSTRAINT measure_between_two CHECK (state <> partner),
  CONSTRAINT measure_kind_known CHECK (kind IN ('threat', 'at_stake', 'legislation', 'sanction', 'cut', 'waived', 'lifted')),
  CONSTRAINT measure_names_its_state CHECK (state IS NOT NULL OR kind NOT IN ('at_stake', 'cut', 'waived')),
  CONSTRAINT measure_on_in_order CHECK (on_not_before <= on_not_after),
  CONSTRAINT measure_until_in_order CHECK (until_not_before <= until_not_after),
  CONSTRAINT measure_ends_after_it_begins CHECK (on_not_before <= until_not_after),
  CONSTRAINT measure_amount_positive CHECK (amount > 0),
  CONSTRAINT measure_amount_with_currency CHECK ((amount IS NULL) = (currency IS NULL)),
  CONSTRAINT measure_currency_form CHECK (currency ~ '^[A-Z]{3}$')
);
CREATE UNIQUE INDEX measure_once ON measure (partner, state, aid, on_not_after) NULLS NOT DISTINCT
  WHERE retracted_at IS NULL AND standing = 'followed' AND kind IN ('cut', 'waived', 'lifted') AND on_not_before = on_not_after;
COMMENT ON TABLE measure IS 'Pressure on a state to sign, and relief from it: what was at stake, cut or waived.';
COMMENT ON COLUMN measure.state IS 'The state it was taken against, or in favour of; nothing where it was against no state in particular.';
COMMENT ON COLUMN measure.partner IS 'The state that took it.';
COMMENT ON COLUMN measure.kind IS 'threat, at_stake, legislation, sanction, cut (no longer eligible for aid), waived (spared a cut), lifted (a cut or sanction ended).';
COMMENT ON COLUMN measure.on_written IS 'When, as written.';
COMMENT ON COLUMN measure.on_not_before IS 'Earliest day it can have been.';
COMMENT ON COLUMN measure.on_not_after IS 'Latest day it can have been; counts are taken by it.';
COMMENT ON COLUMN measure.until_written IS 'Until when it was to hold, as written.';
COMMENT ON COLUMN measure.until_not_before IS 'Earliest day of its end.';
COMMENT ON COLUMN measure.until_not_after IS 'Latest day of its end.';
COMMENT ON COLUMN measure.aid IS 'What aid it is about, such as military aid.';
COMMENT ON COLUMN measure.aid_received IS 'Whether the state received such aid before; nothing where that is not known.';
COMMENT ON COLUMN measure.amount IS 'How much money is meant.';
COMMENT ON COLUMN measure.currency IS 'In which currency (ISO 4217).';
COMMENT ON COLUMN measure.law IS 'The law or decision it rests on.';
COMMENT ON COLUMN measure.standing IS 'followed, or other where a source contradicts the one that is followed.';
COMMENT ON COLUMN measure.disputed IS 'Whether it stands although it breaks the order of measures.';

-- Why: whoever is refused must be told which fact stands in the way, and who says it.
CREATE FUNCTION as_said(written text, fact bigint, own boolean) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT '(' || coalesce(written, 'no day known') || '; ' || CASE WHEN own THEN 'own observation' ELSE coalesce(
    (SELECT 'by ' || string_agg(s.slug, ', ' ORDER BY s.slug) FROM fact_source f JOIN source s USING (source_id)
      WHERE f.fact_id = fact), 'no source') END || ')' $$;
COMMENT ON FUNCTION as_said(text, bigint, boolean) IS 'When a fact was and who says so, in words for a sentence.';

CREATE FUNCTION measure_alone() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  other measure;
BEGIN
  IF NEW.standing = 'followed' AND NEW.kind IN ('cut', 'waived', 'lifted') AND NEW.on_not_before = NEW.on_not_after THEN
    SELECT m.* INTO other FROM measure m WHERE m.partner = NEW.partner AND m.state IS NOT DISTINCT FROM NEW.state
      AND m.aid IS NOT DISTINCT FROM NEW.aid AND m.on_not_after = NEW.on_not_after AND m.on_not_before = m.on_not_after
      AND m.kind IN ('cut', 'waived', 'lifted') AND m.standing = 'followed' AND m.retracted_at IS NULL;
    IF FOUND THEN
      RAISE EXCEPTION '% %', other.kind, as_said(other.on_written, other.fact_id, other.own_observation) USING
        ERRCODE = 'unique_violation', CONSTRAINT = 'measure_once', TABLE = 'measure';
    END IF;
  END IF;
  RETURN NEW;
END $$;
COMMENT ON FUNCTION measure_alone() IS 'Says which measure stands in the way where measure_once would only say that one does.';
CREATE TRIGGER measure_alone BEFORE INSERT ON measure FOR EACH ROW EXECUTE FUNCTION measure_alone();

CREATE FUNCTION measure_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  other measure;
BEGIN
  -- A row that was taken back within the same act has nothing to obey.
  IF NEW.kind <> 'lifted' OR NEW.disputed OR NEW.standing <> 'followed' OR NOT EXISTS (
    SELECT FROM measure m WHERE m.fact_id = NEW.fact_id AND m.retracted_at IS NULL) THEN
    RETURN NULL;
  END IF;
  SELECT m.* INTO other FROM measure m WHERE m.partner = NEW.partner AND m.state IS NOT DISTINCT FROM NEW.state
    AND m.kind IN ('cut', 'sanction') AND m.retracted_at IS NULL AND m.standing = 'followed'
    ORDER BY (m.on_not_before <= NEW.on_not_after) IS NOT FALSE DESC, m.on_not_before LIMIT 1;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'lifted (%) has no cut or sanction before it that it could end', coalesce(NEW.on_written, 'no day known')
      USING ERRCODE = 'check_violation', CONSTRAINT = 'measure_in_order', TABLE = 'measure';
  ELSIF other.on_not_before > NEW.on_not_after THEN
    RAISE EXCEPTION 'lifted (%) would lie before the % %', NEW.on_written, other.kind,
      as_said(other.on_written, other.fact_id, other.own_observation) USING
      ERRCODE = 'check_violation', CONSTRAINT = 'measure_in_order', TABLE = 'measure';
  END IF;
  RETURN NULL;
END $$;
COMMENT ON FUNCTION measure_in_order() IS 'Nothing is lifted before it was imposed. Only a certain contradiction is refused.';
CREATE CONSTRAINT TRIGGER measure_in_order AFTER INSERT ON measure
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION measure_in_order();

CREATE FUNCTION measure_needed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  other measure;
BEGIN
  IF NEW.kind NOT IN ('cut', 'sanction') OR NEW.standing <> 'followed' OR NEW.retracted_at IS NULL THEN RETURN NULL; END IF;
  SELECT l.* INTO other FROM measure l WHERE l.partner = NEW.partner AND l.state IS NOT DISTINCT FROM NEW.state
    AND l.kind = 'lifted' AND NOT l.disputed AND l.standing = 'followed' AND l.retracted_at IS NULL AND NOT EXISTS (
      SELECT FROM measure m WHERE m.partner = l.partner AND m.state IS NOT DISTINCT FROM l.state
        AND m.kind IN ('cut', 'sanction') AND m.standing = 'followed' AND m.retracted_at IS NULL
        AND (m.on_not_before <= l.on_not_after) IS NOT FALSE)
    ORDER BY l.on_not_after LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'lifted % rests on it', as_said(other.on_written, other.fact_id, other.own_observation) USING
      ERRCODE = 'check_violation', CONSTRAINT = 'measure_needed', TABLE = 'measure';
  END IF;
  RETURN NULL;
END $$;
COMMENT ON FUNCTION measure_needed() IS 'Keeps a cut or sanction whose end is on record, unless another takes its place.';
CREATE CONSTRAINT TRIGGER measure_needed AFTER UPDATE ON measure
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION measure_needed();

-- Why: states and organizations are on record under keys; legislators and officials are not, and are kept by name for the
-- office they hold and nothing else, so that no private person comes into the record.
CREATE TABLE held_position (
  LIKE recorded INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING COMMENTS,
  actor_kind text COLLATE "C" NOT NULL,
  actor_state text COLLATE "C",
  actor_organization_id bigint,
  actor_name text COLLATE "C",
  office text COLLATE "C",
  country text COLLATE "C",
  about_kind text COLLATE "C" NOT NULL,
  about_campaign_id bigint,
  about_state text COLLATE "C",
  about_organization_id bigint,
  about_name text COLLATE "C",
  stance text COLLATE "C" NOT NULL,
  role text COLLATE "C",
  since_written text COLLATE "C",
  since_not_before date,
  since_not_after date,
  campaign_id bigint,
  statement text COLLATE "C",
  standing fact_standing NOT NULL DEFAULT 'followed',
  CONSTRAINT position_key PRIMARY KEY (fact_id),
  CONSTRAINT position_batch FOREIGN KEY (batch_id) REFERENCES import_batch,
  CONSTRAINT position_actor_state FOREIGN KEY (actor_state) REFERENCES state,
  CONSTRAINT position_actor_organization FOREIGN KEY (actor_organization_id) REFERENCES organization,
  CONSTRAINT position_country FOREIGN KEY (country) REFERENCES country,
  CONSTRAINT position_about_campaign FOREIGN KEY (about_campaign_id) REFERENCES campaign,
  CONSTRAINT position_about_state FOREIGN KEY (about_state) REFERENCES state,
  CONSTRAINT position_about_organization FOREIGN KEY (about_organization_id) REFERENCES organization,
  CONSTRAINT position_campaign FOREIGN KEY (campaign_id) REFERENCES campaign,
  CONSTRAINT position_actor_of_its_kind CHECK (
    CASE actor_kind WHEN 'state' THEN actor_state IS NOT NULL WHEN 'organization' THEN actor_organization_id IS NOT NULL
      WHEN 'legislator' THEN actor_name IS NOT NULL WHEN 'official' THEN actor_name IS NOT NULL ELSE false END
    AND num_nonnulls(actor_state, actor_organization_id, actor_name) = 1),
  CONSTRAINT position_about_of_its_kind CHECK (
    CASE about_kind WHEN 'campaign' THEN about_campaign_id IS NOT NULL WHEN 'agreement' THEN about_state IS NOT NULL
      WHEN 'organization' THEN about_organization_id IS NOT NULL WHEN 'bill' THEN about_name IS NOT NULL
      WHEN 'resolution' THEN about_name IS NOT NULL ELSE false END
    AND num_nonnulls(about_campaign_id, about_state, about_organization_id, about_name) = 1),
  CONSTRAINT position_person_has_office CHECK ((office IS NOT NULL) = (actor_kind IN ('legislator', 'official'))),
  CONSTRAINT position_stance_known CHECK (stance IN ('for', 'against', 'abstained', 'undecided', 'not_stated')),
  CONSTRAINT position_role_known CHECK (role IN ('sponsor', 'cosponsor')),
  CONSTRAINT position_role_of_a_text CHECK (role IS NULL OR about_kind IN ('bill', 'resolution')),
  CONSTRAINT position_sponsor_is_for CHECK (role IS NULL OR stance = 'for'),
  CONSTRAINT position_not_about_itself CHECK (actor_organization_id <> about_organization_id),
  CONSTRAINT position_since_in_order CHECK (since_not_before <= since_not_after)
);
CREATE UNIQUE INDEX position_once ON held_position (
  actor_state, actor_organization_id, lower(actor_name), about_kind, about_campaign_id, about_state, about_organization_id,
  lower(about_name), since_not_after) NULLS NOT DISTINCT WHERE retracted_at IS NULL AND standing = 'followed';
CREATE FUNCTION position_alone() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  other held_position;
BEGIN
  IF NEW.standing = 'followed' THEN
    SELECT p.* INTO other FROM held_position p WHERE p.standing = 'followed' AND p.retracted_at IS NULL
      AND (p.actor_state, p.actor_organization_id, lower(p.actor_name), p.about_kind, p.about_campaign_id, p.about_state,
          p.about_organization_id, lower(p.about_name), p.since_not_after)
        IS NOT DISTINCT FROM (NEW.actor_state, NEW.actor_organization_id, lower(NEW.actor_name), NEW.about_kind,
          NEW.about_campaign_id, NEW.about_state, NEW.about_organization_id, lower(NEW.about_name), NEW.since_not_after);
    IF FOUND THEN
      RAISE EXCEPTION '% %', other.stance, as_said(other.since_written, other.fact_id, other.own_observation) USING
        ERRCODE = 'unique_violation', CONSTRAINT = 'position_once', TABLE = 'held_position';
    END IF;
  END IF;
  RETURN NEW;
END $$;
COMMENT ON FUNCTION position_alone() IS 'Says which position stands in the way where position_once would only say that one does.';
CREATE TRIGGER position_alone BEFORE INSERT ON held_position FOR EACH ROW EXECUTE FUNCTION position_alone();
COMMENT ON TABLE held_position IS 'What a state, an organization, a legislator or an official holds, since a day.';
COMMENT ON COLUMN held_position.actor_kind IS 'state, organization, legislator or official.';
COMMENT ON COLUMN held_position.actor_state IS 'The state that holds it.';
COMMENT ON COLUMN held_position.actor_organization_id IS 'The organization that holds it.';
COMMENT ON COLUMN held_position.actor_name IS 'The name of the legislator or official.';
COMMENT ON COLUMN held_position.office IS 'The office for which a person is on record; nobody is without one.';
COMMENT ON COLUMN held_position.country IS 'The country of the office.';
COMMENT ON COLUMN held_position.about_kind IS 'What it is about: campaign, agreement, bill, resolution or organization.';
COMMENT ON COLUMN held_position.about_campaign_id IS 'The campaign it is about.';
COMMENT ON COLUMN held_position.about_state IS 'The state whose agreement it is about.';
COMMENT ON COLUMN held_position.about_organization_id IS 'The organization it is about, such as the Court.';
COMMENT ON COLUMN held_position.about_name IS 'The bill or resolution it is about, by the name it goes by.';
COMMENT ON COLUMN held_position.stance IS 'for, against, abstained, undecided or not_stated.';
COMMENT ON COLUMN held_position.role IS 'sponsor or cosponsor of the bill or resolution.';
COMMENT ON COLUMN held_position.since_written IS 'Since when, as written.';
COMMENT ON COLUMN held_position.since_not_before IS 'Earliest day it can date from.';
COMMENT ON COLUMN held_position.since_not_after IS 'Latest day it can date from; it counts from then on.';
COMMENT ON COLUMN held_position.campaign_id IS 'The campaign it matters to, with which it is exported.';
COMMENT ON COLUMN held_position.statement IS 'What the actor said, in our words.';
COMMENT ON COLUMN held_position.standing IS 'followed, or other where a source contradicts the one that is followed.';

-- Why: a sheet of paper or a partner's counter gives a number and no names; such numbers are kept apart from the roll, since
-- the same people may be in both.
CREATE TABLE unnamed_count (
  LIKE recorded INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING COMMENTS,
  petition_id bigint NOT NULL,
  country text COLLATE "C",
  number bigint NOT NULL,
  on_written text COLLATE "C",
  on_not_before date,
  on_not_after date,
  kind text COLLATE "C" NOT NULL,
  organization_id bigint,
  label text COLLATE "C",
  overlap text COLLATE "C" NOT NULL DEFAULT 'unknown',
  standing fact_standing NOT NULL DEFAULT 'followed',
  CONSTRAINT count_key PRIMARY KEY (fact_id),
  CONSTRAINT count_batch FOREIGN KEY (batch_id) REFERENCES import_batch,
  CONSTRAINT count_petition FOREIGN KEY (petition_id) REFERENCES petition,
  CONSTRAINT count_country FOREIGN KEY (country) REFERENCES country,
  CONSTRAINT count_organization FOREIGN KEY (organization_id) REFERENCES organization,
  CONSTRAINT count_positive CHECK (number > 0),
  CONSTRAINT count_on_in_order CHECK (on_not_before <= on_not_after),
  CONSTRAINT count_kind_known CHECK (kind IN ('paper', 'partner platform')),
  CONSTRAINT count_of_a_partner CHECK (kind <> 'partner platform' OR organization_id IS NOT NULL),
  CONSTRAINT count_overlap_known CHECK (overlap IN ('none', 'possible', 'unknown')),
  CONSTRAINT count_overlap_explained CHECK (overlap <> 'possible' OR note IS NOT NULL)
);
CREATE UNIQUE INDEX count_once ON unnamed_count (petition_id, kind, organization_id, country, label, on_not_after)
  NULLS NOT DISTINCT WHERE retracted_at IS NULL AND standing = 'followed';
COMMENT ON TABLE unnamed_count IS 'Signatures that were counted but not named: on paper, or by the counter of a partner''s platform.';
COMMENT ON COLUMN unnamed_count.petition_id IS 'The petition that was signed.';
COMMENT ON COLUMN unnamed_count.country IS 'Where the signatories live; nothing where that was not counted.';
COMMENT ON COLUMN unnamed_count.number IS 'How many signatures.';
COMMENT ON COLUMN unnamed_count.on_written IS 'When it was counted, as written.';
COMMENT ON COLUMN unnamed_count.on_not_before IS 'Earliest day of counting.';
COMMENT ON COLUMN unnamed_count.on_not_after IS 'Latest day of counting; it counts from then on.';
COMMENT ON COLUMN unnamed_count.kind IS 'paper, of which every count adds, or partner platform, of which the newest reading stands.';
COMMENT ON COLUMN unnamed_count.organization_id IS 'Who collected it; for a partner''s platform always stated.';
COMMENT ON COLUMN unnamed_count.label IS 'What tells it from others of the same day: a sheet, a town, a page.';
COMMENT ON COLUMN unnamed_count.overlap IS 'Whether the same people may be among the named signatures: none, possible or unknown.';
COMMENT ON COLUMN unnamed_count.standing IS 'followed, or other where a source contradicts the one that is followed.';

CREATE FUNCTION count_alone() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  other unnamed_count;
BEGIN
  IF NEW.standing = 'followed' THEN
    SELECT u.* INTO other FROM unnamed_count u WHERE u.standing = 'followed' AND u.retracted_at IS NULL
      AND (u.petition_id, u.kind, u.organization_id, u.country, u.label, u.on_not_after)
        IS NOT DISTINCT FROM (NEW.petition_id, NEW.kind, NEW.organization_id, NEW.country, NEW.label, NEW.on_not_after);
    IF FOUND THEN
      RAISE EXCEPTION '% %', other.number, as_said(other.on_written, other.fact_id, other.own_observation) USING
        ERRCODE = 'unique_violation', CONSTRAINT = 'count_once', TABLE = 'unnamed_count';
    END IF;
  END IF;
  RETURN NEW;
END $$;
COMMENT ON FUNCTION count_alone() IS 'Says which count stands in the way where count_once would only say that one does.';
CREATE TRIGGER count_alone BEFORE INSERT ON unnamed_count FOR EACH ROW EXECUTE FUNCTION count_alone();

CREATE FUNCTION count_not_before_opening() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  first date;
BEGIN
  SELECT p.opened INTO first FROM petition p WHERE p.petition_id = NEW.petition_id;
  IF NEW.on_not_after < first THEN
    RAISE EXCEPTION 'counted on %, and the petition opened on %', NEW.on_written, first USING
      ERRCODE = 'check_violation', CONSTRAINT = 'count_not_before_opening', TABLE = 'unnamed_count';
  END IF;
  RETURN NEW;
END $$;
COMMENT ON FUNCTION count_not_before_opening() IS 'Refuses a count that is older than its petition.';
CREATE TRIGGER count_not_before_opening BEFORE INSERT ON unnamed_count
  FOR EACH ROW EXECUTE FUNCTION count_not_before_opening();

CREATE TRIGGER measure_stays BEFORE UPDATE OR DELETE ON measure FOR EACH ROW EXECUTE FUNCTION fact_stays();
CREATE TRIGGER held_position_stays BEFORE UPDATE OR DELETE ON held_position FOR EACH ROW EXECUTE FUNCTION fact_stays();
CREATE TRIGGER unnamed_count_stays BEFORE UPDATE OR DELETE ON unnamed_count FOR EACH ROW EXECUTE FUNCTION fact_stays();
CREATE CONSTRAINT TRIGGER measure_has_source AFTER INSERT ON measure DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION fact_has_source();
CREATE CONSTRAINT TRIGGER position_has_source AFTER INSERT ON held_position DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION fact_has_source();
CREATE CONSTRAINT TRIGGER count_has_source AFTER INSERT ON unnamed_count DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION fact_has_source();
