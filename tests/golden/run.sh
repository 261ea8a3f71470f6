#!/bin/bash
# run.sh BUILD [--accept] [TOPIC…]: the golden cases, tests/golden/<topic>/<case>/.
#
# cmd is a shell line, run in the root of the repository; $BAREME is the program, $CASE the case's own
# folder, $TMP an empty folder that is removed afterwards. What it prints and its status must be those
# of expected.out, expected.err (empty when not there) and expected.code (0 when not there), byte by
# byte. --accept writes them instead, for reading with git diff.
set -u
cd "$(dirname "$0")/../.." || exit 1
build=$1
shift
accept=
if [ "${1:-}" = --accept ]; then accept=yes; shift; fi
export BAREME=$build/bareme
export LC_ALL=C.UTF-8 TZ=UTC NO_COLOR=1 TERM=dumb
unset COLUMNS CDPATH
passed=0 failed=0
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

compare() { # compare CASE WHAT GOT: expected.WHAT against what was got
    local expected=$1/expected.$2
    [ -e "$expected" ] || expected=/dev/null
    diff -u --label "expected.$2" --label "got" "$expected" "$3"
}

keep() { # keep CASE WHAT GOT
    if [ -s "$3" ]; then cp "$3" "$1/expected.$2"; else rm -f "$1/expected.$2"; fi
}

for cmd in tests/golden/*/*/cmd; do
    [ -e "$cmd" ] || continue
    export CASE=${cmd%/cmd}
    topic=${CASE#tests/golden/} topic=${topic%%/*}
    if [ $# -gt 0 ]; then case " $* " in *" $topic "*) ;; *) continue ;; esac; fi
    export TMP=$work/tmp
    rm -rf "$TMP"; mkdir "$TMP"
    timeout 60 bash -c "$(cat "$cmd")" >"$work/out" 2>"$work/err" </dev/null
    echo $? >"$work/code"
    # The folder for trials has another name each time.
    sed -i "s#$TMP#TMP#g" "$work/out" "$work/err"
    if [ "$(cat "$work/code")" = 0 ]; then : >"$work/code"; fi
    if [ -n "$accept" ]; then
        for what in out err code; do keep "$CASE" $what "$work/$what"; done
        passed=$((passed + 1))
        continue
    fi
    differences=$(for what in out err code; do compare "$CASE" $what "$work/$what"; done)
    if [ -z "$differences" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf '%s: %s\n%s\n\n' "$CASE" "$(cat "$cmd")" "$differences"
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
