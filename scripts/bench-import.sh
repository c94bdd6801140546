# Sourced by scripts/bench. Imports synthetic signatures, in pairs with a hand-written psql script that loads the same file into
# the same table: seconds of both, their ratio, and the program's peak memory.

"$rollcall" demo --write-signatures "$work/signatures.csv" --rows "$rows" --valid
chmod 644 "$work/signatures.csv"

fresh() { # makes a database with one petition
  "$rollcall" db migrate --database "$1" --quiet
  "$rollcall" campaign add bench --title Bench --own-observation --database "$1" --quiet
  "$rollcall" petition add bench --campaign bench --title Bench --own-observation --database "$1" --quiet
}

cat >"$work/peer.sql" <<SQL
\\set ON_ERROR_STOP on
CREATE UNLOGGED TABLE stage (email text, first_name text, last_name text, city text, postcode text, country text,
  created_at timestamptz, comment text);
\\copy stage FROM '$work/signatures.csv' CSV HEADER
INSERT INTO signature (petition_id, signatory_id, batch_id, line, status, stated_status, signed_at, signed_on, weak, email,
  given_name, family_name, city, postal_code, country_written, comment)
SELECT DISTINCT ON (id) 1, id, 1, 0, 'validated', 'validated', created_at, (created_at AT TIME ZONE 'UTC')::date, false,
  email, first_name, last_name, city, postcode, country, comment
FROM (SELECT md5(coalesce(lower(email), first_name || last_name))::uuid AS id, * FROM stage) s
ORDER BY id, created_at ON CONFLICT DO NOTHING;
DROP TABLE stage;
SQL

printf '%-6s %12s %12s %8s %14s\n' pair 'rollcall (s)' 'psql (s)' ratio 'memory (MiB)'
for pair in $(seq "$pairs"); do
  fresh "ours$pair"
  fresh "peer$pair"
  read -r ours _ memory < <(timed "$rollcall" signature import "$work/signatures.csv" --petition bench --database "ours$pair")
  read -r peer _ < <(timed psql -q "$("$rollcall" db url --database "peer$pair")" -f "$work/peer.sql")
  printf '%-6s %12s %12s %8s %14s\n' "$pair" "$ours" "$peer" "$(echo "$ours $peer" | awk '{printf "%.2f", $1 / $2}')" \
    "$((memory / 1024))"
done
