-- Why: what counts on a day, as it was known at a time, must mean the same in every list and report.
CREATE FUNCTION stands(recorded_at timestamptz, retracted_at timestamptz, known_on timestamptz) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT $1 <= $3 AND ($2 IS NULL OR $2 > $3) $$;
COMMENT ON FUNCTION stands(timestamptz, timestamptz, timestamptz) IS 'Whether a fact was held to be true at a moment.';

CREATE FUNCTION counts(day date, as_of date, known_on timestamptz) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT $1 <= $2 OR $1 IS NULL AND $2 >= ($3 AT TIME ZONE 'UTC')::date $$;
COMMENT ON FUNCTION counts(date, date, timestamptz) IS
  'Whether a fact whose latest possible day is `day` counts on a day: never too early, and without a day only in the present.';
