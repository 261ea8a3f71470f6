#!/bin/bash
# catalogue.sh: indicators/CATALOGUE.md is what `make catalogue` would write, and every indicator has
# a method sheet of its own with a formula and an example.
cd "$(dirname "$0")/.." || exit 1
passed=0 failed=0
wrong() { failed=$((failed + 1)); printf '%s\n' "$1"; }
now=$(mktemp) || exit 1
trap 'rm -f "$now"' EXIT
"$BAREME" list ./indicators -f markdown >"$now" 2>&1
if cmp -s "$now" indicators/CATALOGUE.md; then passed=$((passed + 1))
else
    wrong "indicators/CATALOGUE.md is not what the indicators say now: run 'make catalogue'"
    diff indicators/CATALOGUE.md "$now" | head -n 20
fi
while IFS= read -r name; do
    sheet=$("$BAREME" list "$name" --width 0 </dev/null 2>&1)
    if grep -q '^  formula   [^ ]' <<<"$sheet" && grep -q '^  example 1 ' <<<"$sheet" &&
        [ "$(head -n 1 <<<"$sheet")" = "$name" ]; then passed=$((passed + 1))
    else wrong "bareme list $name: has no formula or no example: $sheet"; fi
done < <("$BAREME" list ./indicators | sed -n 's/^  \([^ ]*\).*/\1/p')
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
