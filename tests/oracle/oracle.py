#!/usr/bin/env python3
"""oracle.py - works every measure and every word out a second time, and compares.

Writes random data (a fixed seed) and scripts into a temporary folder, runs the program on them,
and compares each line of its long layout with a figure worked out from LANGUAGE.md by measures.py
(SQL over the same values, fractions) and words.py (the formulas in plain Python). Values must be
equal within 1e-9, relatively; reasons exactly.

    python3 tests/oracle/oracle.py [--bareme build/bareme] [--keep FOLDER] [--seed N] [--store] [SCENARIO …]

--store: the data are loaded into a store first, and measures worked out from what `bareme export` and
`bareme sql` say of it (stored.py).

Ends with a line "N passed, N failed" and the status 1 when a figure differs.
"""
import argparse
import csv
import io
import os
import subprocess
import sys
import tempfile
import zlib

import scenarios
from measures import Missing, first_reason
from stored import Stored

SHOWN = 12  # differences printed for each scenario


def script_of(scenario):
    lines = list(scenario.prelude)
    lines.append("return evaluation {")
    lines.append('  name = "%s", title = "%s",' % (scenario.name, scenario.name))
    lines.extend("  %s," % setting for setting in scenario.settings)
    lines.append("  indicators = {")
    for name, expression, fields in scenario.indicators:
        lines.append('    indicator { name = "%s", title = "%s", value = %s%s },'
                     % (name, name, expression.lua, fields))
    lines.append("  },")
    lines.append("}")
    return "\n".join(lines) + "\n"


def printed(scenario):
    """The indicators as the table names them: a family is one for each value."""
    for name, expression, _ in scenario.indicators:
        yield from scenario.families.get(name, [(name, expression)])


def shown_figure(cube, expression, unit, t):
    """What the table shows: outside a unit's life every figure is missing, but those for the unit as a whole."""
    try:
        figure = expression.figure(cube, unit, t)
    except Missing as missing:
        figure = missing
    if expression.once or not cube.outside_life(unit, t):
        return figure
    reasons = [figure.reason] if isinstance(figure, Missing) else []
    return Missing(first_reason(reasons + ["outside the cooperation's life"]))


def expected_of(scenario):
    """(unit, period, indicator) -> value or Missing, in the order of the table."""
    cube, figures = scenario.cube, {}
    rows = [(key, key) for key in cube.units.keys] if cube.units.whole is None else [("*", scenario.whole_key)]
    if scenario.totals:
        rows.append((None, "*"))
    for unit, key in rows:
        for t, period in enumerate(cube.periods):
            if t not in scenario.shown:
                continue
            for name, expression in printed(scenario):
                figures[key, period.key, name] = shown_figure(cube, expression, unit, t)
    return figures


def same(expected, line):
    if isinstance(expected, Missing):
        return line["value"] == "" and line["missing"] == expected.reason
    if line["missing"] != "":
        return False
    if isinstance(expected, frozenset):
        return frozenset(line["value"].split("; ")) == expected
    if isinstance(expected, str):
        return line["value"] == expected
    try:
        found = float(line["value"])
    except ValueError:
        return False
    return abs(found - expected) <= 1e-9 * max(abs(found), abs(expected)) or abs(found - expected) < 1e-13


def told(value):
    return value.reason if isinstance(value, Missing) else repr(value)


def once_of(scenario, expected):
    """Indicators whose figure is the same in every period: the program may print them once."""
    first, differing = {}, set()
    for (unit, _, name), value in expected.items():
        known = first.setdefault((unit, name), value)
        if told(known) != told(value):
            differing.add(name)
    return {name for name, _ in printed(scenario)} - differing


class Report:
    def __init__(self):
        self.passed = self.failed = 0

    def compare(self, scenario, lines):
        expected, shown, differing = expected_of(scenario), 0, {}
        lua = {name: expression.lua for name, expression in printed(scenario)}
        once = once_of(scenario, expected)
        found = {}
        for line in lines:
            found.setdefault((line["unit"], line["period"], line["indicator"]), []).append(line)
        printed_once = {(u, i): found[u, t, i] for u, t, i in found if t == "all" and i in once}
        keys = {(u, i) for u, _, i in found}
        for (unit, period, name), value in expected.items():
            here = found.pop((unit, period, name), [])
            if not here and name in once and (unit, name) in keys:
                here = printed_once.get((unit, name), [])  # one figure for the unit
            if len(here) == 1 and same(value, here[0]):
                self.passed += 1
                continue
            self.failed += 1
            differing.setdefault(name, []).append((unit, period, value, here))
        for name, cells in differing.items():
            shown += 1
            if shown > SHOWN:
                print("  … and %d more indicators" % (len(differing) - SHOWN))
                break
            unit, period, value, here = cells[0]
            got = " and ".join(line["value"] or line["missing"] for line in here) or "no line"
            print("  %s = %s\n    %d cells differ; unit %s, period %s: expected %s, found %s"
                  % (name, lua[name], len(cells), unit, period, told(value), got))
        left = [key for key in found if not (key[1] == "all" and key[2] in once)]
        if left:
            self.failed += len(left)
            print("  %d lines that were not expected: %s" % (len(left), left[:5]))


def run(scenario, folder, bareme, data, report):
    script = os.path.join(folder, scenario.name + ".lua")
    with open(script, "w", encoding="utf-8") as out:
        out.write(script_of(scenario))
    command = [bareme, "run", script, data, "--layout", "long", "-f", "csv"]
    done = subprocess.run(command + scenario.options, capture_output=True, text=True, timeout=120)
    if done.returncode != 0:
        print("  status %d: %s" % (done.returncode, done.stderr.strip()[:1500]))
        report.failed += 1
        return
    report.compare(scenario, list(csv.DictReader(io.StringIO(done.stdout))))


def keep_in_store(scenario, bareme, known):
    """Makes the scenario's data those of a store; one store for each data."""
    data = scenario.cube.data
    if data not in known:
        known[data] = data.sql = Stored(bareme, data)
    return known[data].path


def ask_again(stored, report):
    """All that was asked of the plain tables, asked of `bareme sql`."""
    count, wrong = stored.differences()
    report.passed += count - len(wrong)
    report.failed += len(wrong)
    print("%s: %d questions asked again, %d answered otherwise" % (os.path.basename(stored.path), count, len(wrong)))
    for question, one, other in wrong[:SHOWN]:
        print("  %s\n    export: %s\n    sql: %s" % (question, one, other))
    stored.close()


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    options.add_argument("--bareme", default=os.environ.get("BAREME", os.path.join(root, "build", "bareme")))
    options.add_argument("--keep", help="a folder in which data and scripts are left")
    options.add_argument("--seed", type=int, default=1992)
    options.add_argument("--store", action="store_true", help="by way of a store")
    options.add_argument("scenarios", nargs="*")
    given = options.parse_args()
    report, stores = Report(), {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = given.keep or temporary
        os.makedirs(folder, exist_ok=True)
        for make in scenarios.ALL:
            if given.scenarios and make.__name__ not in given.scenarios:
                continue
            seed = given.seed + zlib.crc32(make.__name__.encode())
            for scenario in make(os.path.join(folder, make.__name__), seed):
                before = report.passed, report.failed
                print("%s (%d indicators)" % (scenario.name, len(scenario.indicators)))
                data = (keep_in_store(scenario, given.bareme, stores) if given.store
                        else scenario.cube.data.folder)
                run(scenario, folder, given.bareme, data, report)
                print("  %d passed, %d failed" % (report.passed - before[0], report.failed - before[1]))
        for stored in stores.values():
            ask_again(stored, report)
    print("%d passed, %d failed" % (report.passed, report.failed))
    return 1 if report.failed else 0


if __name__ == "__main__":
    sys.exit(main())
