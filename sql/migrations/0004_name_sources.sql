-- Why: a figure that a journalist or a parliament checks must lead to where it comes from; and what was once held to be
-- true must stay visible after it is corrected.
CREATE SEQUENCE fact_number;
COMMENT ON SEQUENCE fact_number IS 'Numbers every fact of the record, whatever its noun.';

CREATE TABLE recorded (
  fact_id bigint NOT NULL DEFAULT nextval('fact_number'),
  batch_id bigint,
  recorded_at timestamptz NOT NULL DEFAULT rollcall_moment(),
  recorded_by text COLLATE "C" NOT NULL DEFAULT rollcall_recorder(),
  retracted_at timestamptz,
  retracted_by text COLLATE "C",
  retraction_reason text COLLATE "C",
  own_observation boolean NOT NULL DEFAULT false,
  note text COLLATE "C",
  CONSTRAINT retracted_after_recorded CHECK (retracted_at >= recorded_at),
  CONSTRAINT retracted_by_someone CHECK ((retracted_at IS NULL) = (retracted_by IS NULL))
);
COMMENT ON TABLE recorded IS 'The columns that every fact has. Always empty; the other tables are made like it.';
COMMENT ON COLUMN recorded.fact_id IS 'The fact''s number, by which its sources are found.';
COMMENT ON COLUMN recorded.batch_id IS 'The import that brought it, if one did.';
COMMENT ON COLUMN recorded.recorded_at IS 'When this record learned of it.';
COMMENT ON COLUMN recorded.recorded_by IS 'Who recorded it.';
COMMENT ON COLUMN recorded.retracted_at IS 'When it was taken back; it stays readable with --known-on.';
COMMENT ON COLUMN recorded.retracted_by IS 'Who took it back.';
COMMENT ON COLUMN recorded.retraction_reason IS 'Why it was taken back.';
COMMENT ON COLUMN recorded.own_observation IS 'Whether the operator saw it, instead of a source that says it.';
COMMENT ON COLUMN recorded.note IS 'What a reader should know about it.';

CREATE TABLE source (
  LIKE recorded INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING COMMENTS,
  source_id bigint GENERATED ALWAYS AS IDENTITY,
  slug text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  publisher text COLLATE "C",
  address text COLLATE "C",
  published text COLLATE "C",
  published_not_before date,
  published_not_after date,
  CONSTRAINT source_key PRIMARY KEY (source_id),
  CONSTRAINT source_fact_once UNIQUE (fact_id),
  CONSTRAINT source_batch FOREIGN KEY (batch_id) REFERENCES import_batch,
  CONSTRAINT source_slug_form CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 80),
  CONSTRAINT source_published_in_order CHECK (published_not_before <= published_not_after)
);
CREATE UNIQUE INDEX source_slug_once ON source (slug) WHERE retracted_at IS NULL;
COMMENT ON TABLE source IS 'Where a fact comes from.';
COMMENT ON COLUMN source.source_id IS 'Number used inside this database only.';
COMMENT ON COLUMN source.slug IS 'The name by which people and files refer to it.';
COMMENT ON COLUMN source.title IS 'What it is, as a reader would cite it.';
COMMENT ON COLUMN source.publisher IS 'Who published it.';
COMMENT ON COLUMN source.address IS 'Where it can be read.';
COMMENT ON COLUMN source.published IS 'Day of publication, as written.';
COMMENT ON COLUMN source.published_not_before IS 'Earliest day of publication.';
COMMENT ON COLUMN source.published_not_after IS 'Latest day of publication.';

CREATE TABLE fact_source (
  fact_id bigint NOT NULL,
  source_id bigint NOT NULL,
  CONSTRAINT fact_source_once PRIMARY KEY (fact_id, source_id),
  CONSTRAINT fact_source_source FOREIGN KEY (source_id) REFERENCES source
);
COMMENT ON TABLE fact_source IS 'Which sources say a fact.';
COMMENT ON COLUMN fact_source.fact_id IS 'The fact, of whatever noun.';
COMMENT ON COLUMN fact_source.source_id IS 'The source that says it.';

CREATE FUNCTION fact_has_source() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT NEW.own_observation AND NOT EXISTS (SELECT FROM fact_source WHERE fact_id = NEW.fact_id) THEN
    RAISE EXCEPTION 'a fact needs a source' USING
      ERRCODE = 'check_violation', CONSTRAINT = 'fact_has_source', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END $$;
COMMENT ON FUNCTION fact_has_source() IS 'Refuses a fact that names no source and is not the operator''s own observation.';

CREATE FUNCTION fact_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.retracted_at IS NOT NULL
    OR (to_jsonb(OLD) - '{retracted_at,retracted_by,retraction_reason}'::text[])
      <> (to_jsonb(NEW) - '{retracted_at,retracted_by,retraction_reason}'::text[]) THEN
    RAISE EXCEPTION 'a fact is never overwritten: retract it and record another' USING
      ERRCODE = 'check_violation', CONSTRAINT = 'fact_stays', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NEW;
END $$;
COMMENT ON FUNCTION fact_stays() IS 'Lets a fact be retracted once, and otherwise neither changed nor deleted.';
