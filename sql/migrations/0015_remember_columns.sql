-- Why: whoever explained a petition's columns once should not have to explain them with every weekly file.
CREATE TABLE import_mapping (
  batch_id bigint NOT NULL,
  header_sha256 text COLLATE "C" NOT NULL,
  preset text COLLATE "C",
  mapping jsonb NOT NULL,
  CONSTRAINT import_mapping_key PRIMARY KEY (batch_id),
  CONSTRAINT import_mapping_batch FOREIGN KEY (batch_id) REFERENCES import_batch,
  CONSTRAINT import_mapping_header_form CHECK (header_sha256 ~ '^[0-9a-f]{64}$'),
  CONSTRAINT import_mapping_is_list CHECK (jsonb_typeof(mapping) = 'array')
);
COMMENT ON TABLE import_mapping IS 'What an import was told of its columns. The next file of the petition with the same header is read the same way.';
COMMENT ON COLUMN import_mapping.batch_id IS 'The import that was told, or that used what an earlier one was told. Undone, it teaches nothing.';
COMMENT ON COLUMN import_mapping.header_sha256 IS 'SHA-256 of the header''s names in their order, each behind its length in bytes and a colon.';
COMMENT ON COLUMN import_mapping.preset IS 'The preset that was named by hand; empty where none was.';
COMMENT ON COLUMN import_mapping.mapping IS 'What --map stated: pairs of a field and a column''s name, which is empty for a field that no column holds.';

CREATE INDEX import_mapping_by_header ON import_mapping (header_sha256);
