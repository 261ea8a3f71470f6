#!/usr/bin/env python3
"""coverage.py BUILD [FLOOR…]: which lines and branches the suites ran, floor by floor; of the floors named, file by
file with the lines of the branches that were never taken.

A branch is counted as gcov counts it: each way out of a condition.
"""
import collections
import json
import os
import subprocess
import sys


def counts(build):
    """file -> line -> [times run, [times each branch was taken]]; a line may stand in several functions."""
    found = collections.defaultdict(lambda: collections.defaultdict(lambda: [0, []]))
    notes = [os.path.join(folder, name) for folder, _, names in os.walk(build)
             for name in names if name.endswith(".gcno") and "tests" not in folder.split(os.sep)]
    for note in sorted(notes):
        told = subprocess.run(["gcov", "-j", "-t", "-b", note], capture_output=True)
        if told.returncode != 0:  # a program was killed while it wrote them
            print(f"{note}: its counts are damaged, and left out", file=sys.stderr)
            continue
        for file in json.loads(told.stdout)["files"]:
            for line in file["lines"] if file["file"].startswith("engine/") else []:
                kept = found[file["file"]][line["line_number"]]
                kept[0] += line["count"]
                taken = [branch["count"] for branch in line["branches"]]
                kept[1] = [a + b for a, b in zip(kept[1], taken)] if len(kept[1]) == len(taken) else taken
    return found


def row(name, lines):
    branches = [taken for line in lines for taken in line[1]]
    parts = [sum(1 for line in lines if line[0]), len(lines), sum(1 for taken in branches if taken), len(branches)]
    shares = ["%6.1f %%" % (100 * a / b) if b else "       –" for a, b in (parts[:2], parts[2:])]
    print("%-26s %6d of %6d %s   %6d of %6d %s" % (name, *parts[:2], shares[0], *parts[2:], shares[1]))


def main():
    build, named = sys.argv[1], sys.argv[2:]
    files = counts(build)
    floors = collections.defaultdict(list)
    for file, lines in files.items():
        floors[file.split("/")[1]].extend(lines.values())
    print("%-26s %25s   %25s" % ("", "lines run", "branches taken"))
    for floor in sorted(floors):
        row(floor, floors[floor])
    row("in all", [line for lines in floors.values() for line in lines])
    for file in sorted(files):
        if file.split("/")[1] in named:
            row(file, list(files[file].values()))
            never = [number for number, (_, taken) in sorted(files[file].items()) if 0 in taken]
            print("    " + " ".join(map(str, never)))


main()
