#!/bin/bash
# run.sh BUILD: every suite, one after the other, and one closing line for all of them.
#
# A suite ends with its own "N passed, N failed". One that does not (it died, or is not whole) is one
# failure. Nothing is read from standard input, and nothing depends on language, zone or terminal.
set -u
cd "$(dirname "$0")/.." || exit 1
build=$1
export LC_ALL=C.UTF-8 TZ=UTC NO_COLOR=1 TERM=dumb
unset COLUMNS CDPATH
export BAREME=$PWD/$build/bareme
case $build in /*) BAREME=$build/bareme ;; esac
passed=0 failed=0
out=$(mktemp) || exit 1
trap 'rm -f "$out"' EXIT

suite() { # suite NAME COMMAND…
    local name=$1 line p f status
    shift
    "$@" >"$out" 2>&1 </dev/null
    status=$?
    line=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$out" | tail -n 1)
    if [ -z "$line" ]; then
        p=0 f=1
        cat "$out"
        echo "$name: ended with $status and without its closing line"
    else
        read -r p _ f _ <<<"$line"
        if [ "$status" -ne 0 ] && [ "$f" -eq 0 ]; then f=1; fi
        if [ "$f" -gt 0 ]; then cat "$out"; fi
    fi
    printf '%-34s %5d passed, %d failed\n' "$name" "$p" "$f"
    passed=$((passed + p)) failed=$((failed + f))
}

suite floors bash tests/floors/floors.sh
for program in "$build"/tests/test_*; do
    [ -x "$program" ] || continue
    suite "unit/${program##*/test_}" bash tests/unit.sh "$program"
done
suite golden bash tests/golden/run.sh "$build"
suite scripts bash tests/scripts.sh
suite explain python3 tests/explain.py
suite hostile python3 tests/hostile/hostile.py
suite ugly python3 tests/ugly/ugly.py
suite manual python3 tests/manual.py
suite catalogue bash tests/catalogue.sh
suite indicators "$BAREME" test
suite threads python3 tests/threads/threads.py
suite torture python3 tests/torture/torture.py "$build" 8
suite store python3 tests/store/same.py
suite "store/faults" python3 tests/store/faults.py "$build"
if [ -e tests/oracle/oracle.py ]; then suite oracle python3 tests/oracle/oracle.py; fi
suite "oracle by way of a store" python3 tests/oracle/oracle.py --store

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
