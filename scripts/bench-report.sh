# Sourced by scripts/bench. Makes reports over synthetic signatures in five petitions, ROWS of them altogether: seconds to gather
# in one snapshot and to render, as the program says them (--verbose), beside a count by country over the signatures themselves.

each=$((rows / 5))
"$rollcall" demo --write-signatures "$work/signatures.csv" --rows "$each" --valid
"$rollcall" db migrate --database bench --quiet
"$rollcall" campaign add bench --title Bench --own-observation --database bench --quiet
for petition in one two three four five; do
  "$rollcall" petition add "$petition" --campaign bench --title "Bench $petition" --goal "$((2 * each))" --own-observation --database bench --quiet
  "$rollcall" signature import "$work/signatures.csv" --petition "$petition" --synthetic --database bench --quiet >/dev/null
done
url=$("$rollcall" db url --database bench)
psql -qX "$url" -c 'VACUUM ANALYZE signature'

median() { LC_ALL=C sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

# The count that a report would have to make without a tally. One run to warm what fits.
count() { timed env PGOPTIONS='-c jit=off' psql -qAtX "$url" -c 'SELECT country, count(*) FROM signature GROUP BY country'; }
count >/dev/null
printf '%-10s %12s %12s %12s %20s %8s %16s\n' format 'gathered (s)' 'rendered (s)' 'bytes' 'count of rows (s)' ratio 'memory (MiB)'
for format in text markdown html json csv; do
  : >"$work/runs"
  for run in $(seq "$pairs"); do
    read -r _ _ memory < <(timed "$rollcall" report bench --format "$format" --audience internal --database bench \
      --output "$work/report.$run" --verbose)
    gathered=$(sed -n 's/^Gathered in \([0-9.]*\) s.*/\1/p' "$work/out")
    rendered=$(sed -n 's/.*rendered in \([0-9.]*\) s.*/\1/p' "$work/out")
    read -r peer _ < <(count)
    echo "$gathered $rendered $(stat -c %s "$work/report.$run") $peer $memory" >>"$work/runs"
    rm -f "$work/report.$run"
  done
  column() { cut -d' ' -f"$1" "$work/runs" | median; }
  printf '%-10s %12s %12s %12s %20s %8s %16s\n' "$format" "$(column 1)" "$(column 2)" "$(column 3)" "$(column 4)" \
    "$(echo "$(column 1) $(column 4)" | awk '{ printf "%.3f", $1 / $2 }')" "$(($(column 5) / 1024))"
done
echo "bounds: gathered 0.25 s, rendered 0.25 s, over 10000000 signatures"
