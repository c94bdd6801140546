-- Why: one place says how a signature counts. Confirmation and invalidation take effect on the day of signing, withdrawal
-- on its own day, so that a withdrawal in March leaves January's count as it was. What was never counted cannot fall: a
-- withdrawal counts nothing off before the signing counts (which, without a day, is only in the present).
CREATE FUNCTION signature_cells(status signature_status, signed_on date, status_on date)
  RETURNS TABLE (status signature_status, effective_on date, change integer)
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT cell.* FROM (
    VALUES
      (CASE $1 WHEN 'withdrawn' THEN 'validated' ELSE $1 END, $2, 1),
      (CASE $1 WHEN 'withdrawn' THEN 'validated'::signature_status END,
        CASE WHEN $2 IS NOT NULL THEN greatest($2, $3) END, -1),
      (CASE $1 WHEN 'withdrawn' THEN 'withdrawn'::signature_status END, greatest($2, $3), 1)
  ) AS cell (status, effective_on, change)
  WHERE cell.status IS NOT NULL $$;
COMMENT ON FUNCTION signature_cells(signature_status, date, date) IS 'What a signature adds to the tally.';

-- Why: an exported time must give back the moment, the day that was counted and, where it can, the zone that stated them.
CREATE FUNCTION signature_time_elsewhere(moment timestamptz, day date, zone text) RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT to_char(utc + shift, 'YYYY-MM-DD"T"HH24:MI:SS')
    || CASE WHEN date_trunc('second', utc) = utc THEN '' ELSE rtrim(to_char(utc, '.US'), '0') END
    || CASE WHEN shift = interval '0' THEN 'Z'
      ELSE CASE WHEN shift < interval '0' THEN '-' ELSE '+' END
        || to_char(greatest(shift, -shift), 'HH24:MI') END
  FROM (
    SELECT utc, CASE WHEN day IS NULL OR (utc + stated)::date = day THEN stated
      WHEN utc::date = day THEN interval '0'
      WHEN utc::date < day THEN interval '14 hours' ELSE interval '-14 hours' END AS shift
    FROM (
      SELECT moment AT TIME ZONE 'UTC' AS utc, CASE
        WHEN zone IS NULL OR zone = 'UTC' THEN interval '0'
        WHEN zone ~ '^[+-][0-9]{2}:[0-9]{2}$' THEN zone::interval
        ELSE date_trunc('minute', (moment AT TIME ZONE zone) - (moment AT TIME ZONE 'UTC')) END AS stated
    ) z
  ) t $$;
COMMENT ON FUNCTION signature_time_elsewhere(timestamptz, date, text) IS
  'A moment in RFC 3339, in the zone that stated it; another offset where only that gives the day that was counted.';

-- Why: nearly every moment is a whole second in UTC; this form of it is inlined into a query and twenty times as fast.
CREATE FUNCTION signature_time(moment timestamptz, day date, zone text) RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN moment IS NULL THEN NULL
    WHEN coalesce(zone, 'UTC') = 'UTC' AND coalesce((moment AT TIME ZONE 'UTC')::date = day, true)
      AND date_trunc('second', moment AT TIME ZONE 'UTC') = moment AT TIME ZONE 'UTC'
    THEN to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
    ELSE signature_time_elsewhere(moment, day, zone) END $$;
COMMENT ON FUNCTION signature_time(timestamptz, date, text) IS 'A moment in RFC 3339, as signature_time_elsewhere gives it.';
