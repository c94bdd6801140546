# Sourced by scripts/bench. Exports synthetic signatures, in pairs with `psql \copy` of the same query into a file: seconds of
# both, the speed of ours as a share of psql's, whether it is within its bound, and our peak memory. The query is the one that
# the program says it asked (--verbose), without compilation (jit) on both sides; the rows that come out are compared, byte for byte.

"$rollcall" demo --write-signatures "$work/signatures.csv" --rows "$rows" --valid
"$rollcall" db migrate --database bench --quiet
"$rollcall" campaign add bench --title Bench --own-observation --database bench --quiet
"$rollcall" petition add bench --campaign bench --title Bench --own-observation --database bench --quiet
"$rollcall" signature import "$work/signatures.csv" --petition bench --database bench --quiet >/dev/null
url=$("$rollcall" db url --database bench)
psql -qX "$url" -c 'VACUUM ANALYZE signature'

median() { LC_ALL=C sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

# compare NAME OPTIONS…: the pairs of one kind of export, and the medians.
compare() {
  local name=$1 pair ours peer memory
  shift
  "$rollcall" signature export bench --database bench --output "$work/ours.csv" --verbose "$@" 2>"$work/said"
  echo "\\copy ($(sed -n 's/^Query: //p' "$work/said")) TO '$work/peer.csv' CSV" >"$work/peer.sql"
  : >"$work/pairs"
  for pair in $(seq "$pairs"); do
    rm -f "$work/ours.csv" "$work/peer.csv"
    # Each leaves what the other would have to wait for.
    sync
    read -r ours _ memory < <(timed "$rollcall" signature export bench --database bench --output "$work/ours.csv" --quiet "$@")
    sync
    read -r peer _ < <(timed env PGOPTIONS='-c jit=off' psql -qX "$url" -f "$work/peer.sql")
    echo "$ours $peer $memory" | awk '{ printf "%s %s %.2f %d\n", $1, $2, $2 / $1, $3 / 1024 }' >>"$work/pairs"
  done
  if ! cmp -s <(tail -n +2 "$work/ours.csv") "$work/peer.csv"; then
    say "$name: the two files differ"
    exit 1
  fi
  printf '%-24s %10s %10s %12s %6s %14s  %s\n' "$name" "$(cut -d' ' -f1 "$work/pairs" | median)" \
    "$(cut -d' ' -f2 "$work/pairs" | median)" "$(cut -d' ' -f3 "$work/pairs" | median)" 0.90 \
    "$(cut -d' ' -f4 "$work/pairs" | sort -n | tail -n 1)" "$(cut -d' ' -f3 "$work/pairs" | tr '\n' ' ')"
}

printf '%-24s %10s %10s %12s %6s %14s  %s\n' export 'ours (s)' 'psql (s)' 'of its speed' bound 'memory (MiB)' 'each pair'
compare 'internal, exact' --audience internal --exact
compare 'internal, spreadsheet' --audience internal --for-spreadsheet
compare 'public, spreadsheet'
