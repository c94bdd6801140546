-- Why: one row is one person's act of signing one petition, once; what they stated then is never rewritten.
CREATE TYPE signature_status AS ENUM ('pending', 'validated', 'invalidated', 'withdrawn');
COMMENT ON TYPE signature_status IS 'Where a signature stands; later ones win where two times are equal.';

CREATE TABLE identity_key (
  only_one boolean NOT NULL DEFAULT true,
  key bytea NOT NULL,
  rules_version integer NOT NULL,
  CONSTRAINT identity_key_only_one PRIMARY KEY (only_one),
  CONSTRAINT identity_key_is_alone CHECK (only_one),
  CONSTRAINT identity_key_length CHECK (length(key) = 32)
);
COMMENT ON TABLE identity_key IS 'The key under which signatory_id is computed; every database has its own.';
COMMENT ON COLUMN identity_key.only_one IS 'Keeps the table to one row.';
COMMENT ON COLUMN identity_key.key IS '32 random bytes. Whoever has them can test whether an address signed.';
COMMENT ON COLUMN identity_key.rules_version IS 'Version of the rules that make an address or name canonical.';
-- gen_random_uuid draws from the server's strong random source; hashing 488 random bits leaves a full 256-bit key.
INSERT INTO identity_key (key, rules_version)
  SELECT sha256(string_agg(uuid_send(gen_random_uuid()), ''::bytea)), 1 FROM generate_series(1, 4);

CREATE TABLE signature (
  petition_id bigint NOT NULL,
  signatory_id uuid NOT NULL,
  batch_id bigint NOT NULL,
  line bigint NOT NULL,
  status signature_status NOT NULL,
  status_at timestamptz,
  status_on date,
  stated_status signature_status NOT NULL,
  stated_status_at timestamptz,
  stated_status_on date,
  signed_at timestamptz,
  signed_on date,
  signed_zone text COLLATE "C",
  country text COLLATE "C",
  name_key bigint,
  weak boolean NOT NULL,
  email text COLLATE "C",
  given_name text COLLATE "C",
  family_name text COLLATE "C",
  full_name text COLLATE "C",
  organization text COLLATE "C",
  street text COLLATE "C",
  city text COLLATE "C",
  region text COLLATE "C",
  postal_code text COLLATE "C",
  country_written text COLLATE "C",
  phone text COLLATE "C",
  comment text COLLATE "C",
  consent text COLLATE "C",
  consent_text text COLLATE "C",
  locale text COLLATE "C",
  source text COLLATE "C",
  external_id text COLLATE "C",
  display text COLLATE "C",
  confirmed_at timestamptz,
  withdrawn_at timestamptz,
  invalidated_at timestamptz,
  CONSTRAINT signature_once_per_petition PRIMARY KEY (petition_id, signatory_id)
);
COMMENT ON TABLE signature IS 'One person''s act of signing one petition. Has no foreign keys, for speed: db verify proves them.';
COMMENT ON COLUMN signature.petition_id IS 'The petition.';
COMMENT ON COLUMN signature.signatory_id IS 'The person: HMAC-SHA-256 of what identifies them, truncated to 16 bytes.';
COMMENT ON COLUMN signature.batch_id IS 'The import whose row is shown: the earliest signing among all that state this signature.';
COMMENT ON COLUMN signature.line IS 'Line of that import''s file.';
COMMENT ON COLUMN signature.status IS 'Where it stands: the latest event of all rows that state it.';
COMMENT ON COLUMN signature.status_at IS 'When that event was.';
COMMENT ON COLUMN signature.status_on IS 'The day of that event, in the zone of the file, else of the petition.';
COMMENT ON COLUMN signature.stated_status IS 'What this row itself states.';
COMMENT ON COLUMN signature.stated_status_at IS 'When, by this row.';
COMMENT ON COLUMN signature.stated_status_on IS 'The day, by this row.';
COMMENT ON COLUMN signature.signed_at IS 'The moment of signing.';
COMMENT ON COLUMN signature.signed_on IS 'The day of signing, in the zone that the file states, else in the petition''s.';
COMMENT ON COLUMN signature.signed_zone IS 'That zone, as an offset or an IANA name.';
COMMENT ON COLUMN signature.country IS 'Country as recognised; empty where what was written is not usable.';
COMMENT ON COLUMN signature.name_key IS 'Keyed digest of the canonical name, to tell two names under one address.';
COMMENT ON COLUMN signature.weak IS 'Whether the row has no address, so that only all it states identifies it.';
COMMENT ON COLUMN signature.email IS 'Address, as written.';
COMMENT ON COLUMN signature.given_name IS 'Given name, as written.';
COMMENT ON COLUMN signature.family_name IS 'Family name, as written.';
COMMENT ON COLUMN signature.full_name IS 'Whole name, as written.';
COMMENT ON COLUMN signature.organization IS 'Organization, as written.';
COMMENT ON COLUMN signature.street IS 'Street, as written.';
COMMENT ON COLUMN signature.city IS 'City, as written.';
COMMENT ON COLUMN signature.region IS 'Region, as written.';
COMMENT ON COLUMN signature.postal_code IS 'Postal code, as written, leading zeros included.';
COMMENT ON COLUMN signature.country_written IS 'Country, as written.';
COMMENT ON COLUMN signature.phone IS 'Telephone, as written.';
COMMENT ON COLUMN signature.comment IS 'Comment, as written.';
COMMENT ON COLUMN signature.consent IS 'Consent, as written.';
COMMENT ON COLUMN signature.consent_text IS 'The text that was consented to.';
COMMENT ON COLUMN signature.locale IS 'Language of the page, as written.';
COMMENT ON COLUMN signature.source IS 'Where the signature came from, as written.';
COMMENT ON COLUMN signature.external_id IS 'The platform''s own number.';
COMMENT ON COLUMN signature.display IS 'Whether the name may be shown, as written.';
COMMENT ON COLUMN signature.confirmed_at IS 'When it was confirmed, by this row.';
COMMENT ON COLUMN signature.withdrawn_at IS 'When it was withdrawn or deleted, by this row.';
COMMENT ON COLUMN signature.invalidated_at IS 'When it was invalidated, by this row.';

CREATE TABLE signature_restatement (
  LIKE signature INCLUDING COMMENTS,
  CONSTRAINT signature_restatement_once PRIMARY KEY (petition_id, signatory_id, batch_id)
);
COMMENT ON TABLE signature_restatement IS
  'The same signature as other imports state it: kept so that an undo and the order of files change no count.';

CREATE TABLE signatory_alias (
  alias_id uuid NOT NULL,
  signatory_id uuid NOT NULL,
  CONSTRAINT signatory_alias_once PRIMARY KEY (alias_id)
);
COMMENT ON TABLE signatory_alias IS 'Ids that belong to a person besides their address''s own, so that an erasure misses none.';
COMMENT ON COLUMN signatory_alias.alias_id IS 'Id of address and name together.';
COMMENT ON COLUMN signatory_alias.signatory_id IS 'Id of the address.';
