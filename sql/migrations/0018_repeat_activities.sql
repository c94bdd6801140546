-- Why: some days come again every year, and organizers plan by them and by the area they work in.
ALTER TABLE activity
  ADD COLUMN recurs text COLLATE "C",
  ADD COLUMN area text COLLATE "C",
  ADD COLUMN place text COLLATE "C",
  ADD CONSTRAINT activity_recurs_known CHECK (recurs IN ('yearly', 'monthly', 'weekly')),
  ADD CONSTRAINT activity_recurs_from_a_date CHECK (recurs IS NULL OR on_not_before IS NOT NULL AND on_not_after IS NOT NULL),
  ADD CONSTRAINT activity_recurs_after_it_is_over CHECK (
    recurs IS NULL OR on_not_after < on_not_before
      + CASE recurs WHEN 'yearly' THEN interval '1 year' WHEN 'monthly' THEN interval '1 month' ELSE interval '7 days' END);
COMMENT ON COLUMN activity.recurs IS 'yearly, monthly or weekly, from its date on; nothing where it happens once.';
COMMENT ON COLUMN activity.area IS 'The area whose people it is for, such as that of a local alliance.';
COMMENT ON COLUMN activity.place IS 'Where it happens.';
