# Sourced by scripts/bench. Measures the module Postgres in pairs with programs that do the same on the same server: seconds of
# both, the median of the pairs' ratios, and whether it is within its bound. Every program measures itself, from the first
# statement to the last value; connecting is not in it. Of the processors, the time outside the kernel is compared too: it is
# the steadier number where others work on the machine.

# Without it a command that fails inside $(…) would be passed over.
shopt -s inherit_errexit
export PGCLIENTENCODING=UTF8

swift build -c release --product postgres-bench --quiet >&2
ours=$PWD/.build/release/postgres-bench
compiler=$(command -v cc || command -v clang || command -v gcc) || { say "A C compiler is needed: cc, clang or gcc"; exit 69; }
"$compiler" -O2 -I"$(pg_config --includedir)" -o "$work/peer" Tests/postgres-bench/peer/peer.c -L"$(pg_config --libdir)" -lpq

# The Python peer is the only thing that comes from the network; without it the other rows are still measured.
make_python() {
  need_packages python3-venv && python3 -m venv "$work/python" &&
    "$work/python/bin/pip" install --quiet --disable-pip-version-check 'psycopg[binary]'
}
has_python=yes
make_python >"$work/python.log" 2>&1 || has_python=no

"$rollcall" db migrate --database bench --quiet
url=$("$rollcall" db url --database bench)
sql() { psql -qAtX -v ON_ERROR_STOP=1 "$url" "$@"; }

sql <<SQL
CREATE TABLE sample (id bigint PRIMARY KEY, amount integer NOT NULL, ratio double precision NOT NULL, is_open boolean NOT NULL,
  name text NOT NULL, note text, day date NOT NULL, moment timestamptz NOT NULL);
INSERT INTO sample
SELECT n, n * 7919 % 2000003 - 1000000, sqrt(n), n % 3 = 0,
  CASE WHEN n % 10 = 0 THEN 'Ünal Nº ' ELSE 'Person number ' END || n || ' of a long list',
  CASE WHEN n % 4 <> 0 THEN repeat('note ', (n % 5)::integer + 1) END,
  date '2000-01-01' + (n % 9000)::integer, timestamptz '2003-01-29 12:00+00' + n * interval '1 second 1 microsecond'
FROM generate_series(1::bigint, $rows) n;
CREATE UNLOGGED TABLE copied (LIKE sample);
VACUUM ANALYZE sample;
SQL
sql -c "\\copy sample TO '$work/sample.txt'"

# What a measurement is: a function that prints seconds, seconds of the processor outside the kernel, and a checksum.
ours_read() { "$ours" read "$url" "$rows"; }
ours_whole() { "$ours" whole "$url" "$rows"; }
c_read() { "$work/peer" read "$url" "$rows"; }
python() { "$work/python/bin/python" Tests/postgres-bench/peer/peer.py "$1" "$url"; }
python_fetchall() { python fetchall; }
python_stream() { python stream; }

ours_prepared() { "$ours" trips "$url" $((rows / 100)); }
ours_unprepared() { "$ours" unprepared-trips "$url" $((rows / 100)); }
c_prepared() { "$work/peer" prepared "$url" $((rows / 100)); }
c_parameters() { "$work/peer" parameters "$url" $((rows / 100)); }

content() { sql -c "SELECT count(*), sum(hashtextextended($1::text, 0)) FROM $1" | tr '|' ':'; }
empty() { sql -c 'TRUNCATE copied'; }
ours_copy() {
  empty
  "$ours" copy "$url" "$rows" | while read -r seconds user _; do echo "$seconds $user $(content copied)"; done
}
psql_copy() {
  empty
  read -r _ user _ < <(timed env LC_ALL=C psql -qX "$url" -c '\timing on' -c "\\copy copied FROM '$work/sample.txt'")
  # Time: 1234.567 ms (00:01.235)
  echo "$(LC_ALL=C awk '/^Time:/ {print $2 / 1000}' "$work/out") $user $(content copied)"
}

# compare NAME PEER BOUND OURS THEIRS: the pairs of one row of the table, and the row. Stops where the two did not do the same.
compare() {
  local name=$1 peer=$2 bound=$3 pair mine theirs
  : >"$work/pairs"
  for pair in $(seq "$pairs"); do
    mine=$($4)
    theirs=$($5)
    if [ "${mine##* }" != "${theirs##* }" ]; then
      say "$name, $peer: checksums differ: ${mine##* } and ${theirs##* }"
      exit 1
    fi
    echo "${mine% *} ${theirs% *}" >>"$work/pairs"
  done
  LC_ALL=C awk -v name="$name" -v peer="$peer" -v bound="$bound" '
    function median(values, count,   i, j, value) {
      for (i = 2; i <= count; i++)
        for (j = i; j > 1 && values[j - 1] > values[j]; j--) { value = values[j]; values[j] = values[j - 1]; values[j - 1] = value }
      return count % 2 ? values[(count + 1) / 2] : (values[count / 2] + values[count / 2 + 1]) / 2
    }
    { mine[NR] = $1; theirs[NR] = $3; ratio[NR] = $1 / $3; all = all sprintf(" %.2f", $1 / $3); my_user += $2; their_user += $4 }
    END {
      found = median(ratio, NR)
      printf "%-24s %8.3f s  %-24s %8.3f s %6.2f %6s %-6s %9.2f  %s\n", name, median(mine, NR), peer, median(theirs, NR), found,
        bound, bound == "-" ? "" : found <= bound ? "yes" : "NO", their_user ? my_user / their_user : 0, all
    }' "$work/pairs"
}

printf '%-24s %10s  %-24s %10s %6s %6s %-6s %9s   %s\n' measurement ours peer '' ratio bound holds processor 'ratio of each pair'
compare "$rows rows read" 'C, single-row mode' 1.25 ours_read c_read
if [ "$has_python" = yes ]; then
  # Its usual way against ours; then each of its two ways against the same of ours: all rows first, or each as it comes.
  compare "$rows rows read" 'psycopg 3, fetchall' 0.40 ours_read python_fetchall
  compare "$rows rows, all first" 'psycopg 3, fetchall' 0.40 ours_whole python_fetchall
  compare "$rows rows read" 'psycopg 3, stream' 0.40 ours_read python_stream
else
  printf '%-24s %10s  %-24s not measured: %s\n' "$rows rows read" '' 'psycopg 3' "$(tail -n 1 "$work/python.log")"
fi
compare "$rows rows copied in" 'psql \copy, text' 0.75 ours_copy psql_copy
# Short and the noisiest, so more of them.
pairs=$((pairs * 3))
compare "$((rows / 100)) round trips" 'C, PQexecPrepared' 1.10 ours_prepared c_prepared
compare "$((rows / 100)) unprepared" 'C, PQexecParams' 1.10 ours_unprepared c_parameters

# Rows that are held would show at once: a row of libpq takes 300 bytes and more.
read -r _ _ many < <(timed "$ours" stream "$url" $((rows * 10)))
read -r _ _ few < <(timed "$ours" stream "$url" $((rows / 100)))
LC_ALL=C awk -v many="$many" -v few="$few" -v rows="$rows" 'BEGIN {
  printf "%-24s %6.1f MiB  %-24s %6.1f MiB %6.2f %6.2f %s\n", rows * 10 " rows streamed", many / 1024, "ours, " rows / 100 " rows", few / 1024,
    many / few, 1.1, many / few <= 1.1 ? "yes" : "NO" }'
