-- Why: a report over ten million signatures must read thousands of rows, and every change of a count must have a name.
CREATE TABLE signature_act (
  act_id bigint GENERATED ALWAYS AS IDENTITY,
  petition_id bigint NOT NULL,
  kind text COLLATE "C" NOT NULL,
  batch_id bigint,
  reason text COLLATE "C",
  recorded_at timestamptz NOT NULL DEFAULT transaction_timestamp(),
  recorded_by text COLLATE "C" NOT NULL DEFAULT rollcall_operator(),
  CONSTRAINT signature_act_key PRIMARY KEY (act_id),
  CONSTRAINT signature_act_petition FOREIGN KEY (petition_id) REFERENCES petition,
  CONSTRAINT signature_act_batch FOREIGN KEY (batch_id) REFERENCES import_batch,
  CONSTRAINT signature_act_kind_known CHECK (kind IN ('import', 'undo', 'confirm', 'withdraw', 'invalidate', 'correct'))
);
COMMENT ON TABLE signature_act IS 'An act that changes a count of signatures.';
COMMENT ON COLUMN signature_act.act_id IS 'The number of the act.';
COMMENT ON COLUMN signature_act.petition_id IS 'The petition whose count it changes.';
COMMENT ON COLUMN signature_act.kind IS 'What was done.';
COMMENT ON COLUMN signature_act.batch_id IS 'The import that was made or taken back.';
COMMENT ON COLUMN signature_act.reason IS 'Why, in the operator''s words.';
COMMENT ON COLUMN signature_act.recorded_at IS 'When.';
COMMENT ON COLUMN signature_act.recorded_by IS 'By whom.';

CREATE TABLE signature_tally (
  act_id bigint NOT NULL,
  petition_id bigint NOT NULL,
  country text COLLATE "C",
  status signature_status NOT NULL,
  signed_on date,
  effective_on date,
  change bigint NOT NULL,
  CONSTRAINT signature_tally_act FOREIGN KEY (act_id) REFERENCES signature_act,
  CONSTRAINT signature_tally_country FOREIGN KEY (country) REFERENCES country,
  CONSTRAINT signature_tally_changes_something CHECK (change <> 0)
);
CREATE INDEX signature_tally_by_petition ON signature_tally (petition_id);
COMMENT ON TABLE signature_tally IS 'Differences of the counts, act by act. No row is ever changed.';
COMMENT ON COLUMN signature_tally.act_id IS 'The act.';
COMMENT ON COLUMN signature_tally.petition_id IS 'The petition.';
COMMENT ON COLUMN signature_tally.country IS 'Country of the signatories; empty where unknown.';
COMMENT ON COLUMN signature_tally.status IS 'Status that is counted.';
COMMENT ON COLUMN signature_tally.signed_on IS 'Day of signing.';
COMMENT ON COLUMN signature_tally.effective_on IS 'First day on which the change counts.';
COMMENT ON COLUMN signature_tally.change IS 'More (+) or fewer (-) signatures.';
