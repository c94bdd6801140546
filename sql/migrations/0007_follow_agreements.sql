-- Why: status is never stored; it is what the events up to a day say, and their order is a matter of law.
CREATE TABLE agreement (
  agreement_id bigint GENERATED ALWAYS AS IDENTITY,
  state text COLLATE "C" NOT NULL,
  partner text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL DEFAULT 'unknown',
  CONSTRAINT agreement_key PRIMARY KEY (agreement_id),
  CONSTRAINT agreement_once UNIQUE (state, partner),
  CONSTRAINT agreement_state FOREIGN KEY (state) REFERENCES state,
  CONSTRAINT agreement_partner FOREIGN KEY (partner) REFERENCES state,
  CONSTRAINT agreement_between_two CHECK (state <> partner),
  CONSTRAINT agreement_kind_known CHECK (kind IN ('treaty', 'executive agreement', 'exchange of notes', 'unknown'))
);
COMMENT ON TABLE agreement IS 'An impunity agreement between a state and a partner state, whether or not it came about.';
COMMENT ON COLUMN agreement.agreement_id IS 'Number used inside this database only.';
COMMENT ON COLUMN agreement.state IS 'The state that is asked.';
COMMENT ON COLUMN agreement.partner IS 'The state that asks.';
COMMENT ON COLUMN agreement.kind IS 'treaty, executive agreement, exchange of notes or unknown.';

CREATE TYPE agreement_event_kind AS ENUM (
  'proposed', 'refused', 'negotiating', 'not_signed', 'signed', 'approved', 'ratified', 'in_force', 'rejected',
  'terminated', 'declared_void'
);
COMMENT ON TYPE agreement_event_kind IS 'What can happen to an agreement.';
CREATE TYPE fact_standing AS ENUM ('followed', 'other');
COMMENT ON TYPE fact_standing IS 'Whether the record follows a fact, or lists it beside the one it follows.';

CREATE TABLE agreement_event (
  LIKE recorded INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING COMMENTS,
  agreement_id bigint NOT NULL,
  event agreement_event_kind NOT NULL,
  on_written text COLLATE "C",
  on_not_before date,
  on_not_after date,
  standing fact_standing NOT NULL DEFAULT 'followed',
  disputed boolean NOT NULL DEFAULT false,
  CONSTRAINT agreement_event_key PRIMARY KEY (fact_id),
  CONSTRAINT agreement_event_batch FOREIGN KEY (batch_id) REFERENCES import_batch,
  CONSTRAINT agreement_event_agreement FOREIGN KEY (agreement_id) REFERENCES agreement,
  CONSTRAINT agreement_event_on_in_order CHECK (on_not_before <= on_not_after)
);
CREATE UNIQUE INDEX agreement_event_once ON agreement_event (agreement_id, event)
  WHERE retracted_at IS NULL AND standing = 'followed' AND event IN ('signed', 'ratified', 'in_force');
COMMENT ON TABLE agreement_event IS 'What happened to an agreement, on a day or between two.';
COMMENT ON COLUMN agreement_event.agreement_id IS 'The agreement.';
COMMENT ON COLUMN agreement_event.event IS 'What happened.';
COMMENT ON COLUMN agreement_event.on_written IS 'When, as written.';
COMMENT ON COLUMN agreement_event.on_not_before IS 'Earliest day it can have been.';
COMMENT ON COLUMN agreement_event.on_not_after IS 'Latest day it can have been; counts are taken by it.';
COMMENT ON COLUMN agreement_event.standing IS 'followed, or other where a source contradicts the one that is followed.';
COMMENT ON COLUMN agreement_event.disputed IS 'Whether it stands although it breaks the order of events.';

CREATE FUNCTION agreement_event_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  first record;
BEGIN
  IF NEW.retracted_at IS NOT NULL OR NEW.disputed OR NEW.standing <> 'followed' THEN RETURN NULL; END IF;
  IF NEW.event IN ('approved', 'ratified', 'in_force') THEN
    SELECT e.* INTO first FROM agreement_event e WHERE e.agreement_id = NEW.agreement_id AND e.event = 'signed'
      AND e.retracted_at IS NULL AND e.standing = 'followed';
    IF NOT FOUND THEN
      RAISE EXCEPTION '% cannot be recorded: no signature of the agreement is on record', NEW.event USING
        ERRCODE = 'check_violation', CONSTRAINT = 'agreement_event_in_order', TABLE = 'agreement_event';
    END IF;
    IF first.on_not_before > NEW.on_not_after THEN
      RAISE EXCEPTION '% (%) would lie before the signature (%)', NEW.event, NEW.on_written, first.on_written USING
        ERRCODE = 'check_violation', CONSTRAINT = 'agreement_event_in_order', TABLE = 'agreement_event';
    END IF;
  ELSIF NEW.event = 'signed' THEN
    SELECT e.* INTO first FROM agreement_event e WHERE e.agreement_id = NEW.agreement_id AND NOT e.disputed
      AND e.event IN ('approved', 'ratified', 'in_force') AND e.retracted_at IS NULL AND e.standing = 'followed'
      AND NEW.on_not_before > e.on_not_after LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'the signature (%) would lie after % (%)', NEW.on_written, first.event, first.on_written USING
        ERRCODE = 'check_violation', CONSTRAINT = 'agreement_event_in_order', TABLE = 'agreement_event';
    END IF;
  END IF;
  RETURN NULL;
END $$;
COMMENT ON FUNCTION agreement_event_in_order() IS
  'Nothing is approved, ratified or in force before it is signed. Only a certain contradiction is refused.';
CREATE CONSTRAINT TRIGGER agreement_event_in_order AFTER INSERT OR UPDATE ON agreement_event
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION agreement_event_in_order();
