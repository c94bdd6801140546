-- Why: every signature, agreement and statute event speaks of a country; the names people read are our own, reviewed.
CREATE TABLE country (
  iso3 text COLLATE "C" NOT NULL,
  iso2 text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  CONSTRAINT country_iso3 PRIMARY KEY (iso3),
  CONSTRAINT country_iso2_once UNIQUE (iso2),
  CONSTRAINT country_name_once UNIQUE (name),
  CONSTRAINT country_iso3_form CHECK (iso3 ~ '^[A-Z]{3}$'),
  CONSTRAINT country_iso2_form CHECK (iso2 ~ '^[A-Z]{2}$')
);
COMMENT ON TABLE country IS 'Where a signatory lives: ISO 3166-1, and Kosovo (XKX, user-assigned).';
COMMENT ON COLUMN country.iso3 IS 'ISO 3166-1 alpha-3 code.';
COMMENT ON COLUMN country.iso2 IS 'ISO 3166-1 alpha-2 code.';
COMMENT ON COLUMN country.name IS 'Short English name, reviewed by us; not the wording of a standard''s table.';

CREATE TABLE state (
  iso3 text COLLATE "C" NOT NULL,
  region text COLLATE "C" NOT NULL,
  un_member boolean NOT NULL,
  CONSTRAINT state_iso3 PRIMARY KEY (iso3),
  CONSTRAINT state_is_country FOREIGN KEY (iso3) REFERENCES country
);
COMMENT ON TABLE state IS 'A country that can conclude treaties.';
COMMENT ON COLUMN state.iso3 IS 'The country.';
COMMENT ON COLUMN state.region IS 'Regional group of the United Nations, by geography for non-members.';
COMMENT ON COLUMN state.un_member IS 'Whether it is a member of the United Nations.';

CREATE TABLE country_alias (
  alias text COLLATE "C" NOT NULL,
  iso3 text COLLATE "C" NOT NULL,
  CONSTRAINT country_alias_once PRIMARY KEY (alias),
  CONSTRAINT country_alias_country FOREIGN KEY (iso3) REFERENCES country
);
COMMENT ON TABLE country_alias IS 'Other ways to write a country, in canonical form. An ambiguous name has no row.';
COMMENT ON COLUMN country_alias.alias IS 'Canonical text: lower case, no diacritics, single spaces for punctuation.';
COMMENT ON COLUMN country_alias.iso3 IS 'The country that is meant.';
