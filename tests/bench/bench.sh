#!/bin/bash
# bench.sh BUILD [EVENTS]: CSV to table on a million events, three times, the best of them; beside
# sqlite3 doing the same work, whose figures must be the same.
set -eu
cd "$(dirname "$0")/../.."
build=$1 events=${2:-1000000}
data=$build/bench
mkdir -p "$data/out"
"${CC:-cc}" -O2 -o "$data/generate" tests/bench/generate.c
if [ "$(cat "$data/out/events" 2>/dev/null || true)" != "$events" ]; then
    "$data/generate" "$data" "$events"
    echo "$events" >"$data/out/events"
fi
best() { # best WORK PROGRAM TIMES: the line with the least wall time
    for _ in $(seq "$3"); do python3 tests/bench/measure.py "$1" "$data" "$2"; done | sort -n | head -n 1
}
read -r wall cpu memory <<<"$(best bareme "$build/bareme" 3)"
awk -v w="$wall" -v c="$cpu" -v m="$memory" -v n="$events" 'BEGIN {
    printf "bareme   %6.2f s wall %6.2f s processor %5d MiB %10.0f records/s\n", w, c, m, n / w }'
if command -v sqlite3 >/dev/null; then
    read -r other_wall other_cpu other_memory <<<"$(best sqlite3 "$(command -v sqlite3)" 1)"
    awk -v w="$other_wall" -v c="$other_cpu" -v m="$other_memory" -v n="$events" -v o="$wall" 'BEGIN {
        printf "sqlite3  %6.2f s wall %6.2f s processor %5d MiB %10.0f records/s\n", w, c, m, n / w
        printf "bareme is %.1f times as fast\n", w / o }'
    python3 tests/bench/same.py "$data"
fi
