-- Why: whether a state is bound by the Rome Statute on a day follows from its deposits, articles 126 and 127, and notices
-- taken back. Lists, reports and the standing of agreements must not each compute it in their own way.
ALTER TYPE statute_event_kind ADD VALUE 'withdrawal_rescinded';

CREATE INDEX statute_event_of_state ON statute_event (state);

-- The new word is compared as text: a transaction cannot use a value that it adds itself.
CREATE FUNCTION statute_rescission_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.event::text <> 'withdrawal_rescinded' OR NEW.retracted_at IS NOT NULL OR NEW.disputed
    OR NEW.standing <> 'followed' THEN
    RETURN NULL;
  END IF;
  IF NOT EXISTS (SELECT FROM statute_event e WHERE e.state = NEW.state AND e.event = 'withdrawal_notified'
    AND e.retracted_at IS NULL AND e.standing = 'followed' AND (e.on_not_before <= NEW.on_not_after) IS NOT FALSE) THEN
    RAISE EXCEPTION 'withdrawal_rescinded (%) has no notice of withdrawal before it', NEW.on_written USING
      ERRCODE = 'check_violation', CONSTRAINT = 'statute_rescission_in_order', TABLE = 'statute_event';
  END IF;
  RETURN NULL;
END $$;
COMMENT ON FUNCTION statute_rescission_in_order() IS 'A notice of withdrawal is taken back only after it was given.';
CREATE CONSTRAINT TRIGGER statute_rescission_in_order AFTER INSERT OR UPDATE ON statute_event
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION statute_rescission_in_order();

CREATE FUNCTION statute_standing(as_of date, known_on timestamptz, only_state text DEFAULT NULL)
RETURNS TABLE (
  state text, status text, since_not_before date, since_not_after date, is_signed boolean, signed_not_before date,
  signed_not_after date, deposit text, deposited_not_before date, deposited_not_after date, in_force_on date,
  in_force_recorded boolean, is_notified boolean, notified_not_before date, notified_not_after date, leaves_on date,
  declared text, declared_not_before date, declared_not_after date
) LANGUAGE sql STABLE AS $$
  WITH event AS MATERIALIZED (
    SELECT e.fact_id, e.state, e.event::text AS event, e.on_not_before, e.on_not_after, e.effective_on,
      counts(e.on_not_after, $1, $2) AS has_come
    FROM statute_event e
    WHERE stands(e.recorded_at, e.retracted_at, $2) AND e.standing = 'followed' AND ($3 IS NULL OR e.state = $3)
  ), notice AS (
    -- A notice takes effect on the day that is recorded, else a year after it (article 127).
    SELECT n.*, w.fact_id IS NOT NULL AS has_effect,
      coalesce(w.on_not_after, (n.on_not_after + interval '1 year')::date) AS leaves_on
    FROM event n LEFT JOIN LATERAL (
      SELECT w.fact_id, w.on_not_after FROM event w
      WHERE w.state = n.state AND w.event = 'withdrawal_effective' AND (w.on_not_after >= n.on_not_after) IS NOT FALSE
        AND NOT EXISTS (SELECT FROM event m WHERE m.state = n.state
          AND m.event IN ('withdrawal_notified', 'ratified', 'acceded', 'accepted', 'succeeded')
          AND m.on_not_after > n.on_not_after AND m.on_not_after <= w.on_not_after)
      ORDER BY w.on_not_after LIMIT 1
    ) w ON true
    WHERE n.event = 'withdrawal_notified' AND n.has_come
  ), open_notice AS (
    SELECT n.* FROM notice n WHERE NOT EXISTS (
      SELECT FROM event r WHERE r.state = n.state AND r.event = 'withdrawal_rescinded' AND r.has_come
        AND (r.on_not_after >= n.on_not_after) IS NOT FALSE AND (r.on_not_after <= n.leaves_on) IS NOT FALSE)
  ), ending AS (
    SELECT w.state, w.on_not_before, w.on_not_after FROM event w WHERE w.event = 'withdrawal_effective' AND w.has_come
    UNION ALL
    SELECT n.state, (n.on_not_before + interval '1 year')::date, n.leaves_on FROM open_notice n
    WHERE NOT n.has_effect AND n.leaves_on <= $1
  ), deposit AS (
    SELECT d.*, coalesce(d.effective_on, statute_in_force_on(d.on_not_after)) AS in_force_on,
      EXISTS (SELECT FROM ending x WHERE x.state = d.state AND (x.on_not_after > d.on_not_after) IS NOT FALSE) AS has_ended
    FROM event d WHERE d.event IN ('ratified', 'acceded', 'accepted', 'succeeded') AND d.has_come
  ), standing AS (
    SELECT s.state, g.fact_id IS NOT NULL AS is_signed, g.on_not_before AS signed_not_before,
      g.on_not_after AS signed_not_after, d.event AS deposit, d.on_not_before AS deposited_not_before,
      d.on_not_after AS deposited_not_after, d.in_force_on, d.effective_on IS NOT NULL AS in_force_recorded,
      n.fact_id IS NOT NULL AS is_notified, n.on_not_before AS notified_not_before, n.on_not_after AS notified_not_after,
      CASE WHEN d.has_ended THEN x.on_not_after ELSE n.leaves_on END AS leaves_on, x.on_not_before AS left_not_before,
      i.event AS declared, i.on_not_before AS declared_not_before, i.on_not_after AS declared_not_after,
      CASE WHEN d.has_ended THEN 'left' WHEN d.in_force_on > $1 THEN 'deposited'
        WHEN d.fact_id IS NOT NULL AND n.fact_id IS NOT NULL THEN 'leaving' WHEN d.fact_id IS NOT NULL THEN 'in_force'
        WHEN i.fact_id IS NOT NULL THEN 'declined' WHEN g.fact_id IS NOT NULL THEN 'signed' ELSE 'none' END AS status
    FROM (SELECT DISTINCT e.state FROM event e WHERE e.has_come) s
    LEFT JOIN LATERAL (
      SELECT * FROM event g WHERE g.state = s.state AND g.event = 'signed' AND g.has_come ORDER BY g.on_not_after LIMIT 1
    ) g ON true
    LEFT JOIN LATERAL (
      SELECT * FROM deposit d WHERE d.state = s.state
      ORDER BY d.has_ended, CASE WHEN d.has_ended THEN d.on_not_after END DESC, d.in_force_on, d.on_not_after LIMIT 1
    ) d ON true
    LEFT JOIN LATERAL (
      SELECT * FROM open_notice n WHERE n.state = s.state AND (d.has_ended OR (n.leaves_on > $1) IS NOT FALSE
        AND (n.on_not_after >= d.on_not_after) IS NOT FALSE)
      ORDER BY n.on_not_after DESC NULLS LAST LIMIT 1
    ) n ON true
    LEFT JOIN LATERAL (
      SELECT * FROM ending x WHERE x.state = s.state ORDER BY x.on_not_after DESC NULLS LAST LIMIT 1
    ) x ON true
    LEFT JOIN LATERAL (
      SELECT * FROM event i WHERE i.state = s.state AND i.has_come
        AND i.event IN ('intent_not_to_become_party', 'signature_withdrawn')
      ORDER BY i.on_not_after, i.event LIMIT 1
    ) i ON true
  )
  SELECT s.state, s.status,
    CASE s.status WHEN 'left' THEN s.left_not_before WHEN 'deposited' THEN s.deposited_not_before
      WHEN 'leaving' THEN s.notified_not_before
      WHEN 'in_force' THEN CASE WHEN s.in_force_recorded OR s.deposited_not_before = s.deposited_not_after THEN s.in_force_on
        WHEN s.deposited_not_before IS NOT NULL THEN statute_in_force_on(s.deposited_not_before) END
      WHEN 'declined' THEN s.declared_not_before WHEN 'signed' THEN s.signed_not_before END,
    CASE s.status WHEN 'left' THEN s.leaves_on WHEN 'deposited' THEN s.deposited_not_after
      WHEN 'leaving' THEN s.notified_not_after
      WHEN 'in_force' THEN CASE WHEN s.in_force_recorded OR s.deposited_not_after IS NOT NULL THEN s.in_force_on END
      WHEN 'declined' THEN s.declared_not_after WHEN 'signed' THEN s.signed_not_after END,
    s.is_signed, s.signed_not_before, s.signed_not_after, s.deposit, s.deposited_not_before, s.deposited_not_after,
    s.in_force_on, s.in_force_recorded, s.is_notified, s.notified_not_before, s.notified_not_after, s.leaves_on,
    s.declared, s.declared_not_before, s.declared_not_after
  FROM standing s $$;
COMMENT ON FUNCTION statute_standing(date, timestamptz, text) IS
  'Each state''s standing towards the Rome Statute on a day, as it was known at a moment: signed, declined (it said that it '
  'will not join), deposited, in_force, leaving (bound, with notice given), left or none. Entry into force is as recorded, '
  'else by article 126; a withdrawal takes effect as recorded, else a year after its notice (article 127).';
