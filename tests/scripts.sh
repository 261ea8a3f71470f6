#!/bin/bash
# scripts.sh: wrong scripts must be refused with the error that their first line expects.
#
# A script of tests/scripts begins with `-- expect error LINE: text` (perhaps after a shebang-like
# first comment), and perhaps `-- data: samples/x`. It is checked (with data when it names some), and
# standard error must hold "SCRIPT:LINE: …text…" (on line 0: the text anywhere) and the status be 1 (3 for
# `-- expect limit LINE:`).
cd "$(dirname "$0")/.." || exit 1
passed=0 failed=0
while IFS= read -r -d '' script; do
    head=$(head -n 5 "$script")
    expect=$(sed -n 's/^-- expect \(error\|limit\) \([0-9]*\): \(.*\)$/\1|\2|\3/p' <<<"$head" | head -n 1)
    data=$(sed -n 's/^-- data: \(.*\)$/\1/p' <<<"$head" | head -n 1)
    [ -n "$expect" ] || continue
    IFS='|' read -r kind line words <<<"$expect"
    wanted=1
    if [ "$kind" = limit ]; then wanted=3; fi
    # shellcheck disable=SC2086
    if [ -n "$data" ] && [ "$kind" = limit ]; then said=$("$BAREME" run "$script" $data 2>&1 >/dev/null </dev/null)
    else said=$("$BAREME" check "$script" $data 2>&1 >/dev/null </dev/null); fi
    status=$?
    place="$script:$line: "
    if [ "$line" = 0 ]; then place=; fi
    if [ "$status" -eq "$wanted" ] && grep -F -- "$place" <<<"$said" | grep -qF -- "$words"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf '%s: expected %s on line %s: %s\n  got status %s: %s\n' "$script" "$kind" "$line" "$words" "$status" "$said"
    fi
done < <(find tests/scripts -name '*.lua' -print0 | sort -z)
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
