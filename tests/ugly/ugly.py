#!/usr/bin/env python3
"""ugly.py - files that partners send, and worse: none may crash, hang or be read wrong in silence.

Writes the cases of files.py, packages.py and places.py into a temporary folder, describes and dumps
each, and judges it by its expectations. What holds for all: an exit status that the manual knows,
something said whenever it is not 0, no file left behind.

    BAREME=build/bareme python3 tests/ugly/ugly.py [-v] [NAME …]

Ends with "N passed, N failed".
"""
import os
import sys
import tempfile

import files
import packages
import places
from reading import Reading, lines_told


def named(case):
    name = case[0]
    return name if "." in name else name + ".csv"


def judge_rows(reading, table, wrong):
    header = [name for name, _ in reading.columns]
    if header != table[0]:
        wrong.append("columns %s, not %s" % (header[:12], table[0][:12]))
    elif reading.rows != table[1:]:
        wrong.append("rows %s, not %s (%s)" % (str(reading.rows)[:300], str(table[1:])[:300], reading.run_said[:300]))


def judge_error(reading, what, wrong):
    if reading.status != 1:
        wrong.append("status %s, not 1" % reading.status)
    lines = lines_told(reading.said, reading.path)
    for each in what:
        if isinstance(each, int) and each not in lines:
            wrong.append("line %d is not named" % each)
        if isinstance(each, str) and each not in reading.said:
            wrong.append("'%s' is not said" % each)


def judge_warn(reading, words, line, wrong):
    found = [message for message in reading.said.split("\n") if words in message]
    if not found:
        wrong.append("'%s' is not told" % words)
    elif line is not None and not any(line in lines_told(message, reading.path) for message in found):
        wrong.append("'%s' is not told of line %d" % (words, line))


def judge(reading, expectations):
    wrong = []
    if reading.status not in (0, 1, 2, 3, 4):
        wrong.append("status %s" % reading.status)
    if reading.status != 0 and not reading.said.strip():
        wrong.append("nothing is said")
    for kind, *what in expectations:
        if kind == "rows":
            judge_rows(reading, what[0], wrong)
        elif kind == "lengths":
            sized = [[len(c) if isinstance(c, str) else c for c in row] for row in reading.rows or []]
            if sized != what[0][1:]:
                wrong.append("lengths %s" % sized)
        elif kind == "types" and [of for _, of in reading.columns] != what[0]:
            wrong.append("types %s, not %s" % ([of for _, of in reading.columns], what[0]))
        elif kind == "warn":
            judge_warn(reading, what[0], what[1], wrong)
        elif kind == "run_warns" and what[0] not in reading.run_said:
            wrong.append("'%s' is not told by run" % what[0])
        elif kind == "quiet" and reading.said.strip():
            wrong.append("something is told")
        elif kind == "error":
            judge_error(reading, what[0], wrong)
        elif kind in ("settled", "unsettled", "status"):
            status = {"settled": 0, "unsettled": 1}.get(kind, what[0] if what else None)
            if reading.status != status:
                wrong.append("status %s, not %s" % (reading.status, status))
    return wrong


def needs_cells(expectations):
    return any(kind in ("rows", "lengths", "run_warns") for kind, *_ in expectations)


def read_back(reading, folder, case, wrong):
    """What describe --json wrote, beside the file, gives the same cells."""
    name = named(case)
    inner = os.path.join(folder, "back_" + case[0].split(".")[0])
    os.mkdir(inner)
    os.symlink(os.path.join("..", name), os.path.join(inner, name))
    with open(os.path.join(inner, "datapackage.json"), "w", encoding="utf-8") as file:
        file.write(reading.out)
    again = Reading(inner)
    if again.rows != reading.rows:
        wrong.append("read back by its own datapackage.json: %s (%s)" % (str(again.rows)[:200], again.said[:300]))


def run_files(folder, wanted, tell):
    for case in files.CASES:
        name, content, options, expectations = case
        if wanted and name not in wanted:
            continue
        path = os.path.join(folder, named(case))
        with open(path, "wb") as file:
            file.write(content)
        reading = Reading(path, options, needs_cells(expectations))
        wrong = judge(reading, expectations)
        if reading.rows and reading.status == 0 and len(content) < 100000:
            read_back(reading, folder, case, wrong)
        tell(name, wrong, reading.said)


def main():
    arguments = sys.argv[1:]
    verbose = "-v" in arguments
    wanted = [argument for argument in arguments if argument != "-v"]
    counts = [0, 0]

    def tell(name, wrong, said):
        counts[bool(wrong)] += 1
        if wrong or verbose:
            print("%s: %s" % (name, "; ".join(wrong) if wrong else "as expected"))
            if said.strip():
                print("    " + said.strip()[:1500].replace("\n", "\n    "))

    with tempfile.TemporaryDirectory() as folder:
        run_files(folder, wanted, tell)
        packages.run_all(folder, wanted, tell)
        places.run_all(folder, wanted, tell)
    print("%d passed, %d failed" % tuple(counts))
    return counts[1] > 0


if __name__ == "__main__":
    sys.exit(main())
