-- Why: a figure that somebody published is held beside what is counted here, so that a report can show both.
CREATE TABLE claim_measure (
  measure text COLLATE "C" NOT NULL,
  needs text COLLATE "C",
  explanation text COLLATE "C" NOT NULL,
  CONSTRAINT claim_measure_key PRIMARY KEY (measure),
  CONSTRAINT claim_measure_needs_known CHECK (needs IN ('petition', 'coalition'))
);
COMMENT ON TABLE claim_measure IS 'Which of our own counts a claim can be held against.';
COMMENT ON COLUMN claim_measure.measure IS 'The name of the count.';
COMMENT ON COLUMN claim_measure.needs IS 'What the count is of: a petition or a coalition; nothing where it is of the record.';
COMMENT ON COLUMN claim_measure.explanation IS 'What is counted.';
INSERT INTO claim_measure VALUES
  ('petition.signatures', 'petition', 'validated signatures of a petition'),
  ('petition.endorsements', 'petition', 'organizations that endorsed a petition or letter'),
  ('coalition.members', 'coalition', 'members and affiliates of a coalition'),
  ('agreement.signed', NULL, 'states that signed an impunity agreement'),
  ('agreement.ratified', NULL, 'states that ratified an impunity agreement'),
  ('agreement.in_force', NULL, 'states with an impunity agreement in force'),
  ('statute.deposited', NULL, 'states that deposited an instrument and had not left'),
  ('statute.in_force', NULL, 'states bound by the Rome Statute'),
  ('statute.signatories', NULL, 'states that signed the Rome Statute');

CREATE TABLE claim (
  LIKE recorded INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING COMMENTS,
  campaign_id bigint,
  subject text COLLATE "C" NOT NULL,
  predicate text COLLATE "C" NOT NULL,
  value text COLLATE "C" NOT NULL,
  qualifier text COLLATE "C",
  unit text COLLATE "C",
  as_of_written text COLLATE "C",
  as_of_not_before date,
  as_of_not_after date,
  measure text COLLATE "C",
  measured text COLLATE "C",
  list text COLLATE "C",
  paraphrase text COLLATE "C",
  CONSTRAINT claim_key PRIMARY KEY (fact_id),
  CONSTRAINT claim_batch FOREIGN KEY (batch_id) REFERENCES import_batch,
  CONSTRAINT claim_campaign FOREIGN KEY (campaign_id) REFERENCES campaign,
  CONSTRAINT claim_measure_known FOREIGN KEY (measure) REFERENCES claim_measure,
  CONSTRAINT claim_as_of_in_order CHECK (as_of_not_before <= as_of_not_after),
  CONSTRAINT claim_list_known CHECK (list IN ('complete', 'incomplete')),
  CONSTRAINT claim_list_with_measure CHECK ((list IS NULL) = (measure IS NULL)),
  CONSTRAINT claim_measured_is_number CHECK (measure IS NULL OR value ~ '^[0-9]+$')
);
COMMENT ON TABLE claim IS 'A figure or statement that somebody published.';
COMMENT ON COLUMN claim.campaign_id IS 'The campaign whose report shows it.';
COMMENT ON COLUMN claim.subject IS 'What it speaks of.';
COMMENT ON COLUMN claim.predicate IS 'What it says of it.';
COMMENT ON COLUMN claim.value IS 'The figure or the words.';
COMMENT ON COLUMN claim.qualifier IS 'more than, at least, ... as published.';
COMMENT ON COLUMN claim.unit IS 'What is counted.';
COMMENT ON COLUMN claim.as_of_written IS 'The day it speaks of, as written.';
COMMENT ON COLUMN claim.as_of_not_before IS 'Earliest day it can speak of.';
COMMENT ON COLUMN claim.as_of_not_after IS 'Latest day it can speak of.';
COMMENT ON COLUMN claim.measure IS 'Which of our counts corresponds.';
COMMENT ON COLUMN claim.measured IS 'Slug of the petition or coalition that is counted.';
COMMENT ON COLUMN claim.list IS 'Whether our own list is complete; where it is not, the claim neither agrees nor disagrees.';
COMMENT ON COLUMN claim.paraphrase IS 'What the source says, in our words.';

CREATE TABLE activity (
  LIKE recorded INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING COMMENTS,
  on_written text COLLATE "C",
  on_not_before date,
  on_not_after date,
  kind text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  actor text COLLATE "C",
  about text COLLATE "C",
  campaign_id bigint,
  CONSTRAINT activity_key PRIMARY KEY (fact_id),
  CONSTRAINT activity_batch FOREIGN KEY (batch_id) REFERENCES import_batch,
  CONSTRAINT activity_campaign FOREIGN KEY (campaign_id) REFERENCES campaign,
  CONSTRAINT activity_on_in_order CHECK (on_not_before <= on_not_after)
);
COMMENT ON TABLE activity IS 'What happened: event, meeting, publication, statement, resolution, delivery, ...';
COMMENT ON COLUMN activity.on_written IS 'When, as written.';
COMMENT ON COLUMN activity.on_not_before IS 'Earliest day it can have been.';
COMMENT ON COLUMN activity.on_not_after IS 'Latest day it can have been.';
COMMENT ON COLUMN activity.kind IS 'What kind of happening.';
COMMENT ON COLUMN activity.title IS 'What happened.';
COMMENT ON COLUMN activity.actor IS 'Who acted.';
COMMENT ON COLUMN activity.about IS 'What it was about.';
COMMENT ON COLUMN activity.campaign_id IS 'The campaign whose report shows it.';

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY '{source,organization,coalition,membership,campaign,petition,endorsement,agreement_event,statute_event,claim,activity}'::text[]
  LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION fact_stays()',
      name || '_stays', name);
    -- A source is where facts come from, and a campaign and a petition are what the operator does.
    IF name NOT IN ('source', 'campaign', 'petition', 'organization', 'coalition') THEN
      EXECUTE format('CREATE CONSTRAINT TRIGGER %I AFTER INSERT ON %I DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION fact_has_source()', name || '_has_source', name);
    END IF;
  END LOOP;
END $$;
