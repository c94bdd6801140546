-- Why: whatever came in by a file can be told apart, explained and taken back by its batch.
CREATE FUNCTION rollcall_operator() RETURNS text LANGUAGE sql STABLE
  AS $$ SELECT coalesce(nullif(current_setting('rollcall.operator', true), ''), session_user) $$;
COMMENT ON FUNCTION rollcall_operator() IS 'Who acts: the name that the program states, else the database role.';

CREATE FUNCTION rollcall_recorder() RETURNS text LANGUAGE sql STABLE
  AS $$ SELECT coalesce(nullif(current_setting('rollcall.recorder', true), ''), rollcall_operator()) $$;
COMMENT ON FUNCTION rollcall_recorder() IS 'Who records a fact: whoever acts, or whom a campaign''s export names.';

CREATE FUNCTION rollcall_moment() RETURNS timestamptz LANGUAGE sql STABLE
  AS $$ SELECT coalesce(nullif(current_setting('rollcall.moment', true), '')::timestamptz, transaction_timestamp()) $$;
COMMENT ON FUNCTION rollcall_moment() IS 'When a fact is recorded: now, or when a campaign''s export says it was.';

CREATE TABLE import_batch (
  batch_id bigint GENERATED ALWAYS AS IDENTITY,
  noun text COLLATE "C" NOT NULL,
  petition text COLLATE "C",
  file text COLLATE "C" NOT NULL,
  sha256 text COLLATE "C" NOT NULL,
  bytes bigint NOT NULL,
  rows bigint NOT NULL,
  new bigint NOT NULL,
  duplicate bigint NOT NULL,
  already_held bigint NOT NULL,
  rejected bigint NOT NULL,
  receipt jsonb NOT NULL,
  rejects_header text COLLATE "C",
  synthetic boolean NOT NULL DEFAULT false,
  recorded_at timestamptz NOT NULL DEFAULT transaction_timestamp(),
  recorded_by text COLLATE "C" NOT NULL DEFAULT rollcall_operator(),
  undone_at timestamptz,
  undone_by text COLLATE "C",
  CONSTRAINT import_batch_key PRIMARY KEY (batch_id),
  CONSTRAINT import_batch_reconciles CHECK (rows = new + duplicate + already_held + rejected),
  CONSTRAINT import_batch_sha256_form CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  CONSTRAINT import_batch_undone_by_someone CHECK ((undone_at IS NULL) = (undone_by IS NULL))
);
COMMENT ON TABLE import_batch IS 'One file brought in, with its receipt. Every row it held is accounted for.';
COMMENT ON COLUMN import_batch.batch_id IS 'The number by which people name the batch.';
COMMENT ON COLUMN import_batch.noun IS 'What the file held: signature, agreement, organization, ...';
COMMENT ON COLUMN import_batch.petition IS 'Slug of the petition that was signed, for signatures.';
COMMENT ON COLUMN import_batch.file IS 'Name of the file, without its folder.';
COMMENT ON COLUMN import_batch.sha256 IS 'SHA-256 of the file''s bytes, in hexadecimal.';
COMMENT ON COLUMN import_batch.bytes IS 'Length of the file.';
COMMENT ON COLUMN import_batch.rows IS 'Data records in the file.';
COMMENT ON COLUMN import_batch.new IS 'Rows that were added.';
COMMENT ON COLUMN import_batch.duplicate IS 'Rows that repeat another row of the same file.';
COMMENT ON COLUMN import_batch.already_held IS 'Rows that were here before.';
COMMENT ON COLUMN import_batch.rejected IS 'Rows that were refused, each with its reason in import_reject.';
COMMENT ON COLUMN import_batch.receipt IS 'The whole receipt as it was given.';
COMMENT ON COLUMN import_batch.rejects_header IS 'Header line of the rejects file.';
COMMENT ON COLUMN import_batch.synthetic IS 'Whether the rows were made up, for a demonstration or a test.';
COMMENT ON COLUMN import_batch.recorded_at IS 'When the batch was committed, by the clock of its transaction.';
COMMENT ON COLUMN import_batch.recorded_by IS 'Who brought it in.';
COMMENT ON COLUMN import_batch.undone_at IS 'When it was taken back.';
COMMENT ON COLUMN import_batch.undone_by IS 'Who took it back.';

CREATE INDEX import_batch_by_content ON import_batch (noun, petition, sha256) WHERE undone_at IS NULL;

CREATE TABLE import_reject (
  batch_id bigint NOT NULL,
  ordinal bigint NOT NULL,
  line bigint NOT NULL,
  byte_offset bigint NOT NULL,
  reason text COLLATE "C" NOT NULL,
  record text COLLATE "C" NOT NULL,
  CONSTRAINT import_reject_key PRIMARY KEY (batch_id, ordinal),
  CONSTRAINT import_reject_batch FOREIGN KEY (batch_id) REFERENCES import_batch
);
COMMENT ON TABLE import_reject IS 'A refused row, as the rejects file shows it. May hold personal data.';
COMMENT ON COLUMN import_reject.batch_id IS 'The import that refused it.';
COMMENT ON COLUMN import_reject.ordinal IS 'Its place among the refused rows, from 1.';
COMMENT ON COLUMN import_reject.line IS 'Line of the file on which the record begins, from 1.';
COMMENT ON COLUMN import_reject.byte_offset IS 'Byte of the file at which the record begins, from 0.';
COMMENT ON COLUMN import_reject.reason IS 'Why, in words.';
COMMENT ON COLUMN import_reject.record IS 'The line of the rejects file.';
