-- Why: whoever changes the record, or carries data out of it, leaves an entry that cannot be changed or taken out later
-- without being found: each entry's hash covers the one before it (Haber and Stornetta, How to time-stamp a digital
-- document, 1991).
CREATE TABLE audit_entry (
  entry_id bigint NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by text COLLATE "C" NOT NULL,
  role text COLLATE "C" NOT NULL,
  act text COLLATE "C" NOT NULL,
  noun text COLLATE "C" NOT NULL,
  subject text COLLATE "C",
  batch_id bigint,
  facts text COLLATE "C" NOT NULL DEFAULT '{}',
  previous bytea NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT audit_entry_key PRIMARY KEY (entry_id),
  CONSTRAINT audit_entry_follows_another UNIQUE (previous),
  CONSTRAINT audit_entry_act_form CHECK (act ~ '^[a-z]+$'),
  CONSTRAINT audit_entry_facts_are_json CHECK (jsonb_typeof(facts::jsonb) = 'object'),
  CONSTRAINT audit_entry_hash_length CHECK (length(previous) = 32 AND length(hash) = 32)
);
COMMENT ON TABLE audit_entry IS 'Who did what, when, to what. Only ever added to; holds no personal data of signatories.';
COMMENT ON COLUMN audit_entry.entry_id IS 'Its number, from 1, without a gap.';
COMMENT ON COLUMN audit_entry.recorded_at IS 'When the act was done: shortly before its commit.';
COMMENT ON COLUMN audit_entry.recorded_by IS 'Who acted, as the program states it.';
COMMENT ON COLUMN audit_entry.role IS 'The database role that acted, as the server knows it.';
COMMENT ON COLUMN audit_entry.act IS 'What was done: import, undo, export, record; begin for the first entry.';
COMMENT ON COLUMN audit_entry.noun IS 'To what kind of thing.';
COMMENT ON COLUMN audit_entry.subject IS 'To which one: the slug of a petition or campaign.';
COMMENT ON COLUMN audit_entry.batch_id IS 'The import that was made or taken back.';
COMMENT ON COLUMN audit_entry.facts IS 'Counts and settings of the act, as a JSON object; its bytes are part of the hash.';
COMMENT ON COLUMN audit_entry.previous IS 'Hash of the entry before; 32 zero bytes for the first.';
COMMENT ON COLUMN audit_entry.hash IS 'SHA-256 over `previous` and audit_canonical() of the rest.';

-- Why: the same fields must give the same bytes for ever, and other fields others: each is its length, a colon and its
-- UTF-8 (a netstring); `-` stands for a field that is empty.
CREATE FUNCTION audit_canonical(entry audit_entry) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT convert_to(string_agg(coalesce(octet_length(field) || ':' || field, '-') || ',', '' ORDER BY place), 'UTF8')
  FROM unnest(ARRAY[
    entry.entry_id::text, (extract(epoch FROM entry.recorded_at) * 1000000)::bigint::text, entry.recorded_by,
    entry.role, entry.act, entry.noun, entry.subject, entry.batch_id::text, entry.facts
  ]) WITH ORDINALITY AS f (field, place) $$;
COMMENT ON FUNCTION audit_canonical(audit_entry) IS 'The bytes of an entry that its hash covers, besides the hash before it.';

CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last audit_entry;
BEGIN
  -- In another isolation level the entry that a concurrent act has just added would not be seen.
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'an audit entry needs a transaction that is READ COMMITTED' USING ERRCODE = 'feature_not_supported';
  END IF;
  -- Held to the end of the transaction, which must ask for nothing more: the entry is its last statement.
  PERFORM pg_advisory_xact_lock(x'6175'::integer, 0);
  SELECT * INTO last FROM audit_entry ORDER BY entry_id DESC LIMIT 1;
  NEW.entry_id := coalesce(last.entry_id, 0) + 1;
  NEW.recorded_at := clock_timestamp();
  NEW.recorded_by := rollcall_operator();
  NEW.role := session_user;
  NEW.previous := coalesce(last.hash, decode(repeat('00', 32), 'hex'));
  NEW.hash := sha256(NEW.previous || audit_canonical(NEW));
  RETURN NEW;
END $$;
COMMENT ON FUNCTION audit_chain() IS 'Gives an entry its number, time, author and hash, whatever was stated for them.';
CREATE TRIGGER audit_entry_chains BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_chain();

CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an audit entry is neither changed nor deleted' USING
    ERRCODE = 'restrict_violation', CONSTRAINT = 'audit_stays', TABLE = TG_TABLE_NAME;
END $$;
COMMENT ON FUNCTION audit_stays() IS 'Refuses every change of an audit entry.';
CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION audit_stays();
ALTER TABLE audit_entry ENABLE ALWAYS TRIGGER audit_entry_stays;

-- Why: a row of a form that is on record already is not kept a second time. Which import stated it again must be known,
-- or an undo could not say which files need importing again.
CREATE TABLE fact_restatement (
  fact_id bigint NOT NULL,
  batch_id bigint NOT NULL,
  CONSTRAINT fact_restatement_once PRIMARY KEY (fact_id, batch_id),
  CONSTRAINT fact_restatement_batch FOREIGN KEY (batch_id) REFERENCES import_batch
);
COMMENT ON TABLE fact_restatement IS 'Which imports stated a fact that was on record already.';
COMMENT ON COLUMN fact_restatement.fact_id IS 'The fact.';
COMMENT ON COLUMN fact_restatement.batch_id IS 'The import that stated it again.';

-- Why: an undo used to leave the aliases of people whose signatures it took away.
DELETE FROM signatory_alias a WHERE NOT EXISTS (SELECT FROM signature s WHERE s.signatory_id = a.alias_id);

-- Why: acts from before this table have no entries; the first one says up to where. No import may be under way.
LOCK TABLE import_batch IN SHARE MODE;
INSERT INTO audit_entry (act, noun, facts)
  SELECT 'begin', 'audit', format('{"imports":%s}', coalesce(max(batch_id), 0)) FROM import_batch;
