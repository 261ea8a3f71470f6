#!/bin/bash
# unit.sh PROGRAM: one cmocka program, its tests counted. What it says is kept for when it fails.
out=$(CMOCKA_MESSAGE_OUTPUT=tap "$1" 2>&1)
status=$?
passed=$(grep -c '^ok ' <<<"$out")
failed=$(grep -c '^not ok ' <<<"$out")
if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
if [ "$failed" -gt 0 ]; then printf '%s\n' "$out"; fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
