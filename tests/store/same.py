#!/usr/bin/env python3
"""same.py - a store answers what its CSV files answer, byte by byte.

Makes data at random (a fixed seed) that hold what goes wrong on the way: every kind of missing, values
that cannot be read, quoted newlines over the borders of blocks, no records, one record, many texts,
one unit, as many units as records. Each is loaded, and whatever takes data is asked twice: output,
what is told and status must be the same. Then the same records appended in ten parts, and files in
another order, which only what file order defines may show. Ends with "N passed, N failed".

    python3 tests/store/same.py [--bareme build/bareme]
"""
import argparse
import csv
import io
import itertools
import json
import os
import random
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "threads"))
from threads import COUNTS, MEASURES, events, field, units  # noqa: E402

FORMATS = ["text", "csv", "json", "markdown", "html"]
YEARS = {"units": "data.units", "periods": "years(2015, 2018)", "more": "totals = true,"}
LARGE = ["large"]  # asked once for each way of reading it
FULLY = ["marks", "refused", "quoted", "one_row"]  # in each format, and explained
EXPLAINED = ["fairs", "sum", "partners", "first", "mix"]
ORDERED = {"first", "last", "lastn", "everyfirst"}  # what file order defines


def table(rows):
    return "".join(",".join(map(field, row)) + "\n" for row in rows)


def with_marks(source, count):
    """Every way of having no value, in columns of each type."""
    marks = ["", "n.d.", "ND", "NC", "n/a", "#N/A", "-", "–", "s.o.", "sans objet", "no aplica"]
    rows = [["unit", "held", "kind", "note", "amount", "score", "ratio", "partner"]]
    for _ in range(count):
        row = ["u%d" % source.randrange(20), "%d-%02d-05" % (source.randint(2014, 2019), source.randint(1, 12)),
               source.choice(["fair", "visit", "meeting", "", "n.d."]), "x",
               "%d.%02d" % (source.randrange(900), source.randrange(100)), str(source.randrange(99)),
               repr(source.random() * 1e5), "P%d" % source.randrange(9)]
        for column in (1, 4, 5, 6):
            if source.random() < 0.3:
                row[column] = source.choice(marks)
        rows.append(row)
    return table(rows)


def with_faults(source, count):
    """For --skip-bad: rows of the wrong length, keys to nothing, values that are no numbers."""
    lines = events(source, count, 20, 9).split("\n")
    for at in range(3, len(lines) - 1, 23):
        lines[at] += ",one more"
    for at in range(5, len(lines) - 1, 41):
        lines[at] = "nobody" + lines[at][lines[at].index(","):]
    return "\n".join(lines)


REFUSING = """{"name": "refusing", "resources": [
 {"name": "units", "path": "units.csv", "schema": {"primaryKey": "id", "fields": [
  {"name": "id", "type": "string"}, {"name": "name", "type": "string"}, {"name": "country", "type": "string"}]}},
 {"name": "events", "path": "events.csv", "period": "held", "schema": {
  "foreignKeys": [{"fields": "unit", "reference": {"resource": "units", "fields": "id"}}], "fields": [
  {"name": "unit", "type": "string"}, {"name": "held", "type": "date"}, {"name": "kind", "type": "string"},
  {"name": "note", "type": "string"}, {"name": "amount", "type": "number"}, {"name": "score", "type": "integer"},
  {"name": "ratio", "type": "number"}, {"name": "partner", "type": "string"}]}}]}
"""


def refused(source, count):
    lines = with_faults(source, count).split("\n")
    for at in range(7, len(lines) - 1, 29):
        fields = lines[at].split(",")
        if len(fields) == 8:
            fields[4 + at % 3] = "about 12"
            lines[at] = ",".join(fields)
    return "\n".join(lines)


def datasets():
    """(name, settings of the script, the files, options)"""
    source = random.Random(11)
    yield "marks", YEARS, {"units.csv": units(20), "events.csv": with_marks(source, 2000)}, []
    yield "faults", YEARS, {"units.csv": units(20), "events.csv": with_faults(source, 1500)}, ["--skip-bad"]
    yield "refused", YEARS, {"units.csv": units(20), "events.csv": refused(source, 1500),
                             "datapackage.json": REFUSING}, ["--skip-bad"]
    yield "quoted", YEARS, {"units.csv": units(40), "events.csv": events(source, 2500, 40, 50, odd=True)}, []
    yield "crlf", YEARS, {"units.csv": units(9),
                          "events.csv": events(source, 900, 9, 50, odd=True, end="\r\n")}, []
    yield "no_rows", YEARS, {"units.csv": units(3), "events.csv": events(source, 0, 3, 9)}, []
    yield "one_row", YEARS, {"units.csv": units(3), "events.csv": events(source, 1, 3, 9)}, []
    yield "one_unit", YEARS, {"units.csv": units(1), "events.csv": events(source, 2000, 1, 300)}, []
    yield "as_many_units", YEARS, {"units.csv": units(900), "events.csv": events(source, 900, None, 30)}, []
    yield "sorted", YEARS, {"units.csv": units(90), "events.csv": events(source, 4000, 90, 20, ordered=True)}, []
    yield "months", dict(YEARS, periods='months("2015-01", "2015-12")'), \
        {"units.csv": units(9), "events.csv": events(source, 3000, 9, 30)}, []
    yield "chained", YEARS, {"units.csv": units(30), "events.csv": events(source, 1500, 30, 50, odd=True),
                             "countries.csv": "id,area\n" + "".join("Land %d,A%d\n" % (i, i % 3) for i in range(7))}, []
    yield "countries", dict(YEARS, units="data.units.country", periods="all_time()"), \
        {"units.csv": units(90), "events.csv": events(source, 3000, 90, 30)}, []
    # More than a segment, so that the store keeps it sorted by unit and day; a text for each record.
    notes = itertools.count()
    large = re.sub(",plain,", lambda _: ",note %d," % next(notes), events(source, 265000, 50, 70000, odd=True))
    yield "large", YEARS, {"units.csv": units(50), "events.csv": large}, []


class Asking:
    def __init__(self, program):
        self.program, self.passed, self.failed = program, 0, 0

    def ask(self, *arguments):
        done = subprocess.run([self.program, *arguments], capture_output=True, stdin=subprocess.DEVNULL,
                              env=dict(os.environ, NO_COLOR="1", LC_ALL="C.UTF-8", COLUMNS="100"))
        return done.returncode, done.stdout, done.stderr

    def hold(self, right, what, told=""):
        if right:
            self.passed += 1
        else:
            self.failed += 1
            print("%s: %s" % (what, told))

    def load(self, what, *arguments):
        status, out, err = self.ask("load", *arguments)
        self.hold(status == 0, "%s: load %s" % (what, " ".join(arguments[1:])), err.decode()[:500])

    def same(self, what, asked, given, stores, more=(), status=(0,), plain=lambda answer: answer):
        """`asked` of the data as given and of stores; `plain`: what of the answer is compared."""
        first, second = plain(self.ask(*asked, *given, *more)), plain(self.ask(*asked, *stores, *more))
        for name, one, other in zip(("status", "output", "what is told"), first, second):
            if one != other:
                self.hold(False, what, "%s differs: %s\n  from CSV:   %s\n  from store: %s" % (
                    (name, " ".join(asked + list(more))) + difference(one, other)))
                return
        self.hold(first[0] in status, what, "%s ended with %d: %s" % (
            " ".join(asked), first[0], first[2].decode(errors="replace")[:300]))


def difference(one, other):
    """The first lines that differ."""
    if isinstance(one, int):
        return one, other
    for left, right in zip(one.split(b"\n"), other.split(b"\n")):
        if left != right:
            return left[:200], right[:200]
    return b"%d bytes" % len(one), b"%d bytes" % len(other)


def write(folder, files):
    os.makedirs(folder)
    for name, text in files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as out:
            out.write(text)


def write_script(name, settings, measures):
    script = name + ".lua"
    with open(script, "w", encoding="utf-8") as out:
        out.write(measures % (settings["units"], settings["periods"], settings["more"]))
    return script


def without_quotes(answer):
    """An explanation but for the text of its records in their files: a store has their values."""
    def strip(part):
        if isinstance(part, list):
            return [strip(item) for item in part]
        if isinstance(part, dict):
            return {key: strip(item) for key, item in part.items() if key not in ("quoted", "stood", "row")}
        return part
    status, out, err = answer
    return status, json.dumps(strip(json.loads(out or "null")), indent=0).encode(), err


def cells_of(asking, script, stores, options):
    """A few cells to explain: of some indicators the first with a figure, the last, and a total."""
    _, out, _ = asking.ask("run", script, *stores, "--layout", "long", "-f", "csv", *options)
    chosen = {}
    for row in csv.DictReader(io.StringIO(out.decode())):
        name, unit, period = row["indicator"], row["unit"], row["period"]
        if name in EXPLAINED:
            chosen.setdefault((name, "figure" if row["value"] else "missing"), (unit, period))
            chosen[name, "total" if unit == "*" else "last"] = unit, period
    return sorted({(name, *cell) for (name, _), cell in chosen.items()})


def without_remarks(answer):
    """But for remarks on a dataset as a whole (records alike, totals): made of files read together."""
    return answer[0], answer[1], b""


def ask_everything(asking, name, script, given, stores, options, fully, plain=lambda answer: answer):
    for form in FORMATS if fully else ["text"]:
        asking.same(name, ["run", script], given, stores, ["-f", form, *options])
    for threads in ("1", "2", "7"):
        asking.same(name, ["run", script], given, stores,
                    ["--layout", "long", "-f", "csv", "--threads", threads, *options])
    asking.same(name, ["check", script], given, stores, options, (0, 1), plain)
    asking.same(name, ["check"], given, stores, options, (0, 1), plain)
    for asked in (["describe"], ["describe", "--json"], ["list", "datasets"]):
        if not options:  # describe tells what --skip-bad leaves out; a store was loaded with it
            asking.same(name, asked, given, stores, [], (0, 1), plain)
    if not fully:
        return
    for indicator, unit, period in cells_of(asking, script, stores, options):
        more = ["-i", indicator, "-u", unit, "-p", period, "--all", "-f", "json"]
        asking.same(name, ["explain", script], given, stores, more + options, plain=without_quotes)


def ask_large(asking, name, script):
    """Sorted in the store, and in file order wherever that shows."""
    given, stores = [name], [name + ".store"]
    for threads in ("1", "2", "7"):
        asking.same(name, ["run", script], given, stores, ["--layout", "long", "-f", "csv", "--threads", threads])
    asking.same(name, ["run", script], given, stores)
    asking.same(name, ["describe"], given, stores)
    for indicator in ("first", "sum"):
        explained = ["explain", script, "-i", indicator, "-u", "u7", "-p", "2016", "-f", "json"]
        asking.same(name, explained, given, stores, plain=without_quotes)


def measures_of(files):
    return COUNTS if files["events.csv"].count("\n") < 3 else MEASURES


def in_parts(asking, name, settings, files):
    """The same records, loaded at once and appended in ten parts."""
    # A column of numbers with more digits than are kept is told only where nobody said that it is one.
    lines = re.sub(r"(\.\d{5})\d+", r"\1", files["events.csv"]).splitlines(keepends=True)
    cut = [1 + (len(lines) - 1) * part // 10 for part in range(11)]
    folders = []
    for part in range(10):
        folders.append("%s-%d" % (name, part))
        here = {"events.csv": lines[0] + "".join(lines[cut[part]:cut[part + 1]])}
        if part == 0:
            here["units.csv"] = files["units.csv"]
        write(folders[-1], here)
    at_once, appended = name + "-at-once.store", name + "-appended.store"
    asking.load(name, at_once, *folders)
    asking.load(name, appended, folders[0])
    for folder in folders[1:]:
        asking.load(name, appended, folder, "--append")
    script = write_script(name + "-parts", settings, MEASURES)
    ask_everything(asking, name + " in parts", script, folders, [at_once], [], False)
    ask_everything(asking, name + " appended", script, folders, [appended], [], True, without_remarks)
    in_another_order(asking, name, script, folders)


def figures(asking, script, *data):
    status, out, err = asking.ask("run", script, *data, "--layout", "long", "-f", "csv")
    rows = [tuple(row.items()) for row in csv.DictReader(io.StringIO(out.decode()))
            if row["indicator"] not in ORDERED]
    return status, sorted(rows), err


def in_another_order(asking, name, script, folders):
    other = name + "-other.store"
    turned = folders[5:] + folders[:5][::-1]
    asking.load(name, other, *turned)
    first, second = figures(asking, script, *folders), figures(asking, script, other)
    asking.hold(first[:2] == second[:2] and first[0] == 0 and len(first[1]) > 0,
                name + " in another order", "the figures differ")
    ask_everything(asking, name + " in another order", script, turned, [other], [], False)


def side_by_side(asking, name, script, files):
    """Files and stores together: keys lead from the one to the other, and both ways."""
    given = [name + "/" + file for file in sorted(files)]
    alone = []
    for number, file in enumerate(given):
        alone.append("%s-%d-alone.store" % (name, number))
        asking.load(name, alone[-1], file)
    ways = [alone, alone[::-1]]
    for number, file in enumerate(given):
        others, rest = given[:number] + given[number + 1:], "%s-%d-rest.store" % (name, number)
        asking.load(name, rest, *others)
        ways += [[file, rest], [alone[number], *others]]
    explained = ["explain", script, "-i", "sum", "-u", "u1", "-p", "2016", "--all", "-f", "json"]
    for together in ways:
        asking.same(name + " side by side", ["run", script], given, together, ["--layout", "long", "-f", "csv"])
        for asked in (["check", script], ["describe"], ["list", "datasets"]):
            asking.same(name + " side by side", asked, given, together, [], (0, 1))
        asking.same(name + " side by side", explained, given, together, plain=without_quotes)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bareme", default=os.environ.get("BAREME", "build/bareme"))
    asking = Asking(os.path.abspath(parser.parse_args().bareme))
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for name, settings, files, options in datasets():
            write(name, files)
            script = write_script(name, settings, measures_of(files))
            asking.load(name, name + ".store", name, *options)
            if name in LARGE:
                ask_large(asking, name, script)
                continue
            ask_everything(asking, name, script, [name], [name + ".store"], options, name in FULLY)
            if name in ("sorted", "one_unit"):
                in_parts(asking, name, settings, files)
            if name in ("marks", "chained"):
                side_by_side(asking, name, script, files)
        os.chdir(HERE)
    print("%d passed, %d failed" % (asking.passed, asking.failed))
    sys.exit(asking.failed > 0)


main()
