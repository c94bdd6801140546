# Sourced by scripts/bench. Reads a file of signatures, 8 columns with 10 % of the rows quoted, as `rollcall csv cat FILE` writes it to
# nowhere, in pairs with Python's csv, pandas, polars and DuckDB, which only read it, each held to one thread. Of ours the whole
# program counts, start and finding of the dialect included; of the peers the reading alone, for to load them takes longer.

# Without it a command that fails inside $(…) would be passed over.
shopt -s inherit_errexit

"$rollcall" demo --write-signatures "$work/signatures.csv" --rows "$rows" --valid
bytes=$(stat -c %s "$work/signatures.csv")
need_packages python3-venv
python3 -m venv "$work/python"
"$work/python/bin/pip" install --quiet --disable-pip-version-check pandas polars duckdb pyarrow

# Prints the seconds of the clock and of the processor that one reading takes, and how many rows it found.
cat >"$work/peer.py" <<'PYTHON'
import sys, time
peer, path = sys.argv[1:]
if peer == "csv":
    import csv
    def read():
        with open(path, newline="", encoding="utf-8") as file:
            return sum(1 for _ in csv.reader(file)) - 1
elif peer == "pandas":
    import pandas
    def read(): return len(pandas.read_csv(path, dtype=str, keep_default_na=False, engine="c"))
elif peer == "polars":
    import polars
    def read(): return polars.read_csv(path, infer_schema=False).height
else:
    import duckdb
    duckdb.execute("SET threads = 1")
    def read():
        return duckdb.execute("SELECT count(*), max(length(columns(*))) FROM read_csv(?, all_varchar = true)", [path]).fetchone()[0]
clock, processor = time.perf_counter(), time.process_time()
rows = read()
print(time.perf_counter() - clock, time.process_time() - processor, rows)
PYTHON

# One processor for each program, so that none has a thread more.
core=$(taskset -cp $$ | sed 's/.*: *\([0-9]*\).*/\1/')
ours() {
  local start end
  start=$(date +%s%N)
  /usr/bin/time -f '%U %S' -o "$work/time" taskset -c "$core" "$rollcall" csv cat "$work/signatures.csv" >/dev/null
  end=$(date +%s%N)
  awk -v clock="$((end - start))" '{ print clock / 1e9, $1 + $2 }' "$work/time"
}
theirs() { POLARS_MAX_THREADS=1 taskset -c "$core" "$work/python/bin/python" "$work/peer.py" "$1" "$work/signatures.csv"; }

ours >/dev/null # the file is in memory from now on
printf '%s bytes\n%-8s %10s %8s %10s %8s %16s %16s\n' "$bytes" peer 'ours (s)' MB/s 'theirs (s)' MB/s 'ratio (clock)' 'ratio (processor)'
for peer in csv pandas polars duckdb; do
  : >"$work/pairs"
  for _ in $(seq "$pairs"); do
    mine=$(ours)
    other=$(theirs "$peer")
    [ "${other##* }" = "$rows" ] || { say "$peer found ${other##* } rows"; exit 1; }
    echo "$mine ${other% *}" >>"$work/pairs"
  done
  LC_ALL=C awk -v peer="$peer" -v bytes="$bytes" '
    function median(values, count,   i, j, value) {
      for (i = 2; i <= count; i++)
        for (j = i; j > 1 && values[j - 1] > values[j]; j--) { value = values[j]; values[j] = values[j - 1]; values[j - 1] = value }
      return count % 2 ? values[(count + 1) / 2] : (values[count / 2] + values[count / 2 + 1]) / 2
    }
    { ours[NR] = $1; theirs[NR] = $3; clock[NR] = $1 / $3; processor[NR] = $2 / $4 }
    END {
      mine = median(ours, NR); other = median(theirs, NR)
      printf "%-8s %10.3f %8.0f %10.3f %8.0f %16.2f %16.2f\n", peer, mine, bytes / mine / 1e6, other, bytes / other / 1e6,
        median(clock, NR), median(processor, NR)
    }' "$work/pairs"
done
