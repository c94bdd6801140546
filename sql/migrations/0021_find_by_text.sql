-- Why: whoever looks for something remembers a part of its name, without the accents and with a slip of the finger.
-- A few thousand texts are compared one by one in less than 50 ms, so there is neither a table nor an index to keep.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

-- STABLE, as unaccent() is: no index is built on it. Its body is bound to the dictionary when it is made, so that it works
-- whatever schema the extension is in.
CREATE FUNCTION search_text(written text) RETURNS text LANGUAGE sql STABLE STRICT PARALLEL SAFE
  RETURN lower(unaccent('unaccent'::regdictionary, normalize(written, NFKC)));
COMMENT ON FUNCTION search_text(text) IS 'A text as a search compares it: without accents, in lower case.';

-- Why: for what has no day the comparison was NULL in the past, and its negation too: a membership or an endorsement that
-- ended on a day nobody knows fell out of every past day, where it must count until that day.
CREATE OR REPLACE FUNCTION counts(day date, as_of date, known_on timestamptz) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce($1 <= $2, $2 >= ($3 AT TIME ZONE 'UTC')::date) $$;
