-- Why: who is bound by the Rome Statute on a day follows from deposits, article 126 and withdrawals.
CREATE TYPE statute_event_kind AS ENUM (
  'signed', 'ratified', 'acceded', 'accepted', 'succeeded', 'withdrawal_notified', 'withdrawal_effective',
  'intent_not_to_become_party', 'signature_withdrawn'
);
COMMENT ON TYPE statute_event_kind IS 'What a state can do about the Rome Statute.';

CREATE FUNCTION statute_in_force_on(deposited date) RETURNS date LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT greatest(date '2002-07-01', CASE WHEN deposited > date '2002-04-11'
    THEN (date_trunc('month', (deposited + 60)::timestamp) + interval '1 month')::date END) $$;
COMMENT ON FUNCTION statute_in_force_on(date) IS
  'Rome Statute, article 126: the first day of the month after the sixtieth day following the deposit; '
  '1 July 2002 for the instruments deposited by 11 April 2002, when the sixtieth arrived.';

CREATE TABLE statute_event (
  LIKE recorded INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING COMMENTS,
  state text COLLATE "C" NOT NULL,
  event statute_event_kind NOT NULL,
  on_written text COLLATE "C",
  on_not_before date,
  on_not_after date,
  effective_on date,
  standing fact_standing NOT NULL DEFAULT 'followed',
  disputed boolean NOT NULL DEFAULT false,
  CONSTRAINT statute_event_key PRIMARY KEY (fact_id),
  CONSTRAINT statute_event_batch FOREIGN KEY (batch_id) REFERENCES import_batch,
  CONSTRAINT statute_event_state FOREIGN KEY (state) REFERENCES state,
  CONSTRAINT statute_event_on_in_order CHECK (on_not_before <= on_not_after),
  CONSTRAINT statute_event_effect_of_a_deposit CHECK (
    effective_on IS NULL OR event IN ('ratified', 'acceded', 'accepted', 'succeeded')),
  CONSTRAINT statute_event_follows_article_126 CHECK (
    effective_on IS NULL OR disputed OR event = 'succeeded' OR on_not_before <> on_not_after
    OR effective_on = statute_in_force_on(on_not_after))
);
CREATE UNIQUE INDEX statute_event_once ON statute_event (state, event, on_not_after) NULLS NOT DISTINCT
  WHERE retracted_at IS NULL AND standing = 'followed';
COMMENT ON TABLE statute_event IS 'What a state did about the Rome Statute.';
COMMENT ON COLUMN statute_event.state IS 'The state.';
COMMENT ON COLUMN statute_event.event IS 'What it did.';
COMMENT ON COLUMN statute_event.on_written IS 'When, as written.';
COMMENT ON COLUMN statute_event.on_not_before IS 'Earliest day it can have been.';
COMMENT ON COLUMN statute_event.on_not_after IS 'Latest day it can have been; counts are taken by it.';
COMMENT ON COLUMN statute_event.effective_on IS
  'Day on which a deposit enters into force, where it is recorded; else article 126 says it. A succession has its own.';
COMMENT ON COLUMN statute_event.standing IS 'followed, or other where a source contradicts the one that is followed.';
COMMENT ON COLUMN statute_event.disputed IS 'Whether it stands although it breaks the order of events.';

CREATE FUNCTION statute_event_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  needed statute_event_kind[] := CASE NEW.event
    WHEN 'withdrawal_notified' THEN '{ratified,acceded,accepted,succeeded}'
    WHEN 'withdrawal_effective' THEN '{withdrawal_notified}'
    WHEN 'signature_withdrawn' THEN '{signed}' END;
BEGIN
  IF needed IS NULL OR NEW.retracted_at IS NOT NULL OR NEW.disputed OR NEW.standing <> 'followed' THEN
    RETURN NULL;
  END IF;
  IF NOT EXISTS (SELECT FROM statute_event e WHERE e.state = NEW.state AND e.event = ANY (needed)
    AND e.retracted_at IS NULL AND e.standing = 'followed'
    AND (e.on_not_before <= NEW.on_not_after) IS NOT FALSE) THEN
    RAISE EXCEPTION '% (%) has nothing before it that it could end', NEW.event, NEW.on_written USING
      ERRCODE = 'check_violation', CONSTRAINT = 'statute_event_in_order', TABLE = 'statute_event';
  END IF;
  RETURN NULL;
END $$;
COMMENT ON FUNCTION statute_event_in_order() IS 'A withdrawal needs a deposit, its effect a notification, before it.';
CREATE CONSTRAINT TRIGGER statute_event_in_order AFTER INSERT OR UPDATE ON statute_event
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION statute_event_in_order();
