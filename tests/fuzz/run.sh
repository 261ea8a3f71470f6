#!/bin/bash
# run.sh BUILD SECONDS RUNS SEED: each fuzzer for so long or so many inputs (-1: any), with that seed (0: another each
# time), from the small inputs kept beside it. What is found new stays in
# BUILD/corpus; an input that breaks something is left in BUILD as crash-…, with what it broke printed.
set -u
build=$1 seconds=$2 runs=$3 seed=$4 passed=0 failed=0
for source in tests/fuzz/fuzz_*.c; do
    name=${source#tests/fuzz/fuzz_} name=${name%.c}
    mkdir -p "$build/corpus/$name"
    if "$build/tests/fuzz_$name" -max_total_time="$seconds" -runs="$runs" -seed="$seed" -timeout=20 -rss_limit_mb=2048 -max_len=4096 \
        -print_final_stats=0 -artifact_prefix="$build/crash-$name-" \
        "$build/corpus/$name" "tests/fuzz/$name" >"$build/fuzz-$name.log" 2>&1; then
        passed=$((passed + 1))
        echo "$name: nothing found"
    else
        failed=$((failed + 1))
        grep -v '^INFO' "$build/fuzz-$name.log" | tail -n 60
        echo "$name: broken, see $build/fuzz-$name.log"
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
