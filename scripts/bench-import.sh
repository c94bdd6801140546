# Sourced by scripts/bench. Imports synthetic signatures, a tenth of them quoted and three in a hundred repeated, in pairs with a
# hand-written psql script that loads the same file into the same table: seconds of both, their ratio, and the program's peak
# memory. Then the same file again, which is answered from the earlier receipt; the same file with --again, every row anew; and
# undo. pgloader's bare load, without a key, is compared where it can be installed.

"$rollcall" demo --write-signatures "$work/plain.csv" --rows "$rows" --valid
# Rows from a while before come again; none of the synthetic cells holds a line end.
awk -v rows="$rows" 'NR == 1 { print; next } NR % 10 == 0 { sub(/^[^,]*/, "\"&\"") } { print; if (++n == rows) exit; hold[NR % 64] = $0 }
  NR % 100 < 3 && NR > 64 { print hold[(NR - 50) % 64]; if (++n == rows) exit }' "$work/plain.csv" >"$work/signatures.csv"
rm "$work/plain.csv"
chmod 644 "$work/signatures.csv"

fresh() { # makes a database with one petition
  "$rollcall" db migrate --database "$1" --quiet
  "$rollcall" campaign add bench --title Bench --own-observation --database "$1" --quiet
  "$rollcall" petition add bench --campaign bench --title Bench --own-observation --database "$1" --quiet
}

stage='CREATE UNLOGGED TABLE stage (email text, first_name text, last_name text, city text, postcode text, country text,
  created_at timestamptz, comment text);'
cat >"$work/peer.sql" <<SQL
\\set ON_ERROR_STOP on
$stage
\\copy stage FROM '$work/signatures.csv' CSV HEADER
INSERT INTO signature (petition_id, signatory_id, batch_id, line, status, stated_status, signed_at, signed_on, weak, email,
  given_name, family_name, city, postal_code, country_written, comment)
SELECT DISTINCT ON (id) 1, id, 1, 0, 'validated', 'validated', created_at, (created_at AT TIME ZONE 'UTC')::date, false,
  email, first_name, last_name, city, postcode, country, comment
FROM (SELECT md5(coalesce(lower(email), first_name || last_name))::uuid AS id, * FROM stage) s
ORDER BY id, created_at ON CONFLICT DO NOTHING;
DROP TABLE stage;
SQL

median() { LC_ALL=C sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
import() { timed "$rollcall" signature import "$work/signatures.csv" --petition bench --database "$@"; }

printf '%-8s %12s %12s %8s %14s %14s\n' pair 'rollcall (s)' 'psql (s)' ratio 'processor (s)' 'memory (MiB)'
: >"$work/pairs"
for pair in $(seq "$pairs"); do
  fresh "ours$pair"
  fresh "peer$pair"
  sync
  read -r ours user memory < <(import "ours$pair")
  sync
  read -r peer _ < <(timed psql -q "$("$rollcall" db url --database "peer$pair")" -f "$work/peer.sql")
  echo "$ours $peer" | awk '{ printf "%.2f\n", $1 / $2 }' >>"$work/pairs"
  printf '%-8s %12s %12s %8s %14s %14s\n' "$pair" "$ours" "$peer" "$(tail -n 1 "$work/pairs")" "$user" "$((memory / 1024))"
done
printf '%-8s %34s   bound 0.90\n' median "$(median <"$work/pairs")"

read -r first _ < <(import ours1)
read -r again _ memory < <(import ours1 --again)
read -r undo _ < <(timed "$rollcall" import undo 1 --yes --database "ours$pairs")
printf 'the same file: %s s; with --again: %s s, %s MiB; undo: %s s\n' "$first" "$again" "$((memory / 1024))" "$undo"

if need_packages pgloader >"$work/pgloader.log" 2>&1; then
  psql -qX "$("$rollcall" db url --database peer1)" -c "$stage"
  cat >"$work/load.pgloader" <<LOAD
LOAD CSV FROM '$work/signatures.csv'
  INTO postgresql://rollcall@unix:$ROLLCALL_HOME/server/socket:5432/peer1?tablename=stage
  WITH skip header = 1, fields optionally enclosed by '"', fields terminated by ',';
LOAD
  read -r bare _ < <(timed pgloader --no-ssl-cert-verification "$work/load.pgloader")
  loaded=$(psql -qAtX "$("$rollcall" db url --database peer1)" -c 'SELECT count(*) FROM stage')
  echo "pgloader, bare load of $loaded rows: $bare s, $(echo "$bare $ours" | awk '{ printf "%.1f", $1 / $2 }') times the last import"
else
  echo "pgloader: not measured: $(tail -n 1 "$work/pgloader.log")"
fi
