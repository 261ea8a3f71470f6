#!/bin/bash
# valgrind.sh BUILD: the unit tests, the three scripts and the catalogue's examples under valgrind.
cd "$(dirname "$0")/.." || exit 1
build=$1 passed=0 failed=0
out=$(mktemp) || exit 1
trap 'rm -f "$out"' EXIT
under() {
    if valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite \
        "$@" >"$out" 2>&1 </dev/null; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "failed: $*"
        cat "$out"
    fi
}
for program in "$build"/tests/test_*; do
    case $program in *.d | *'*') continue ;; esac
    under "$program"
done
for name in romans medellin montevideo; do
    under "$build/bareme" run "scripts/$name.lua" "samples/$name"
    under "$build/bareme" describe "samples/$name"
done
under "$build/bareme" test
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
