#!/usr/bin/env python3
"""threads.py - the same bytes with 1, 2 and 7 threads, whatever the data.

Makes datasets that are large enough to be cut (into blocks, segments and parts of the rows) or odd
enough to be cut wrongly, and runs one script with every measure on each. What is printed, and what
is told, must not depend on the number of threads; nor may it on the order in which a dataset comes
sorted or not. Ends with "N passed, N failed".

    python3 tests/threads/threads.py [--bareme build/bareme]
"""
import argparse
import glob
import os
import random
import subprocess
import sys
import tempfile

MEASURES = """
local e = data.events
local function one(name, value) return indicator { name = name, title = name, value = value } end
return evaluation {
  name = "all", title = "All", units = %s, periods = %s, %s
  indicators = {
    one("n", count(e)), one("meetings", count(e:where { kind = "meeting" })), one("fairs", count(e:where { kind = "fair" })),
    one("others", count(e:where { kind = is_not("fair") })), one("either", count(e:where { kind = { "fair", "visit" } })),
    one("nokind", count(e:where { kind = missing() })), one("large", count(e:where { amount = above(500) })),
    one("both", count(e:where { kind = "fair", amount = above(500) })),
    one("sum", sum(e.amount)), one("fairsum", sum(e:where { kind = "fair" }.amount)), one("mean", mean(e.amount)),
    one("min", min(e.amount)), one("max", max(e.score)), one("range", range(e.score)), one("real", sum(e.ratio)),
    one("meanreal", mean(e.ratio)), one("median", median(e.score)), one("q", quantile(e.amount, 0.9)),
    one("sd", stddev(e.score)), one("gini", gini(e.amount)), one("weighted", weighted_mean(e.ratio, e.score)),
    one("partners", distinct(e.partner)), one("scores", distinct(e.score)), one("ratios", distinct(e.ratio)),
    one("first", first(e.amount)), one("last", last(e.partner)), one("lastn", last(e.score)), one("share", share(e, { kind = "fair" })),
    one("kinds", values(e.kind)), one("every", overall(count(e))), one("everysum", overall(sum(e.amount))),
    one("everydistinct", overall(distinct(e.partner))), one("everyfirst", overall(first(e.score))),
    one("change", change(sum(e.amount))), one("mix", 0.5 * growth(count(e)) + 0.5 * mean(e.score)),
  },
}
"""

# No lists of values: few cells are then worked out by every thread, and merged.
LIGHT = """
local e = data.events
local function one(name, value) return indicator { name = name, title = name, value = value } end
return evaluation {
  name = "all", title = "All", units = %s, periods = %s, %s
  indicators = {
    one("n", count(e)), one("meetings", count(e:where { kind = "meeting" })), one("fairs", count(e:where { kind = "fair" })),
    one("large", count(e:where { amount = above(500) })), one("sum", sum(e.amount)), one("mean", mean(e.score)),
    one("fairsum", sum(e:where { kind = "fair" }.amount)), one("real", sum(e.ratio)), one("min", min(e.ratio)),
    one("max", max(e.amount)), one("range", range(e.score)), one("first", first(e.amount)), one("last", last(e.partner)),
    one("scores", distinct(e.score)), one("kinds", distinct(e.kind)), one("share", share(e, { kind = "fair" })),
    one("every", overall(sum(e.amount))), one("everylast", overall(last(e.score))), one("everykind", overall(distinct(e.kind))),
  },
}
"""

# An author's own functions: what they return, what they leave behind for the calls after them, and what ends them.
OWN = """
local n, kept = 0, {}
-- Slow enough for others to be called in.
local function own(body)
  return compute(data.events, function(records, cell) for i = 1, 10000 do end return body(records, cell) end)
end
return evaluation {
  name = "own", title = "Own", units = data.units, periods = %s, totals = true,
  indicators = { indicator { name = "v", title = "v", value = %s } },
}
"""
OWN_CASES = [
    ("a number", 0, 'own(function(r) return #r > 1 and median(r.held:sorted():differences()) or nil end)'),
    ("a text", 0, 'own(function(r, cell) return cell.unit .. " " .. #r:where { kind = "fair" } end)'),
    ("each record", 0, 'own(function(r) local s = 0 for e in r:each() do s = s + (e.amount or 0) end return s end)'),
    ("figures", 0, 'apply(function(x, y, cell) return x / y + #cell.unit end, count(data.events), count(data.units))'),
    ("a reason", 0, 'own(function(r) if #r % 2 == 0 then return nil, "not applicable" end return #r end)'),
    ("a counter", 0, 'own(function(r) n = n + 1 return n end)'),
    ("a counter that comes late", 0, 'own(function(r, c) if c.unit == "u250" then n = n + 1 end return n end)'),
    ("a table that grows", 0, 'own(function(r, c) kept[#kept + 1] = c.unit return #kept end)'),
    ("a memory", 0, 'own(function(r, c) kept[#r] = kept[#r] or c.unit return kept[#r] end)'),
    ("a switch", 0, 'own(function(r) n = not n return n and 1 or 0 end)'),
    ("a library that is changed", 0, 'own(function(r) string.n = (string.n or 0) + 1 return string.n end)'),
    ("random numbers", 0, 'own(function(r) return math.random() end)'),
    ("printing", 0, 'own(function(r, c) if #r % 5 == 0 then print(c.unit) end return #r end)'),
    ("printing at once", 0, 'own(function(r, c) print(c.unit) return #r end)'),
    ("one reads what another left", 0, 'own(function(r, c) kept[c.unit] = #r return 1 end) + '
     'apply(function(x, c) return kept[c.unit] end, count(data.events))'),
    ("an error", 1, 'own(function(r, c) if c.unit == "u201" or c.unit == "u99" then error("not " .. c.unit) end return 1 end)'),
    ("a wrong type", 1, 'own(function(r, c) if c.unit == "u201" then return {} end return 1 end)'),
    ("two kinds", 1, 'own(function(r, c) if c.unit == "u150" then return "x" end return 1 end)'),
    ("two kinds, then an error", 1, 'own(function(r, c) if c.unit == "u150" then return "x" end '
     'if c.unit == "u160" then error("later") end return 1 end)'),
    ("memory", 3, 'own(function(r, c) if c.unit == "u120" or c.unit == "u220" then return #("x"):rep(300 << 20) end return 1 end)'),
    ("a table without end", 3, 'own(function(r, c) if c.unit == "u120" then local t = {} while true do t[#t + 1] = {} end end return 1 end)'),
]
OWN_GOING_ON = [
    ("memory, and on", 1, 'own(function(r, c) if c.unit == "u120" or c.unit == "u220" then return #("x"):rep(300 << 20) end return 1 end)'),
    ("memory in very many", 1, 'own(function(r, c) if #c.unit == 4 then return #("x"):rep(300 << 20) end return 1 end)'),
    ("a loop, and on", 1, 'own(function(r, c) while c.unit == "u120" do end return 1 end)'),
    ("inside the library, and on", 1, 'own(function(r, c) if c.unit == "u120" then return (("a"):rep(50):find(("a?"):rep(50) .. '
     '("a"):rep(50) .. "b")) end return 1 end)'),
    ("after what was left", 1, 'own(function(r, c) n = n + 1 if c.unit == "u120" then return #("x"):rep(300 << 20) end return n end)'),
]


# Where a column may be empty it is no column of numbers.
COUNTS = """
local e = data.events
local function one(name, value) return indicator { name = name, title = name, value = value } end
return evaluation {
  name = "all", title = "All", units = %s, periods = %s, %s
  indicators = {
    one("n", count(e)), one("meetings", count(e:where { kind = "meeting" })), one("fairs", count(e:where { kind = "fair" })),
    one("partners", distinct(e.partner)), one("first", first(e.partner)), one("every", overall(count(e))),
  },
}
"""


def field(text):
    return '"%s"' % text.replace('"', '""') if any(c in text for c in ',"\n\r') else text


def events(source, count, units, partners, odd=False, end="\n", ordered=False):
    """The lines of events.csv."""
    kinds = ["meeting", "fair", "visit", "grant", "report", ""]
    rows = []
    for number in range(count):
        unit = "u%d" % (number if units is None else source.randrange(units))
        day = "%d-%02d-%02d" % (source.randint(2014, 2019), source.randint(1, 12), source.randint(1, 28))
        kind = source.choice(kinds)
        note = "plain"
        if odd and source.random() < 0.3:
            note = source.choice(["two\nlines", 'a "word"', "a,b", "\n\n", "é\r\nü", '"'])
        amount = "" if source.random() < 0.4 else "%d.%02d" % (source.randrange(2000), source.randrange(100))
        score = "" if source.random() < 0.2 else str(source.randrange(-50, 1000))
        ratio = "" if source.random() < 0.1 else repr(source.random() * 10 ** source.randrange(-3, 4))
        rows.append([unit, day, kind, note, amount, score, ratio, "P%d" % source.randrange(partners)])
    if ordered:
        rows.sort(key=lambda row: (int(row[0][1:]), row[1]))
    header = ["unit", "held", "kind", "note", "amount", "score", "ratio", "partner"]
    return "".join(",".join(map(field, row)) + end for row in [header] + rows)


def datasets(folder):
    """(name, units of the script, periods, more settings, kind of data)"""
    source = random.Random(7)
    plain = {"units": "data.units", "periods": "years(2015, 2018)", "more": 'totals = true,'}
    yield "large", plain, units(300), events(source, 300000, 300, 70000)
    yield "quoted", plain, units(200), events(source, 60000, 200, 500, odd=True)
    yield "crlf", plain, units(50), events(source, 40000, 50, 500, odd=True, end="\r\n")
    yield "sorted", plain, units(500), events(source, 100000, 500, 20, ordered=True)
    yield "one_unit", plain, units(1), events(source, 100000, 1, 3000)
    yield "as_many_units", dict(plain, periods="years(2015, 2016)"), units(3000), events(source, 3000, None, 100)
    yield "one_row", plain, units(3), events(source, 1, 3, 10)
    yield "no_rows", plain, units(3), events(source, 0, 3, 10)
    yield "months", dict(plain, periods="months(\"2015-01\", \"2016-12\")"), units(60), events(source, 80000, 60, 900)
    yield "all_time", dict(plain, periods="all_time()"), units(60), events(source, 80000, 60, 900)
    yield "by_country", dict(plain, units="data.units.country"), units(2000), events(source, 100000, 2000, 900)
    yield "light", plain, units(60), events(source, 200000, 60, 900)
    yield "light_by_country", dict(plain, units="data.units.country"), units(2000), events(source, 200000, 2000, 900)
    yield "whole", dict(plain, units='whole("All")', more=""), units(20), events(source, 100000, 20, 900)


def units(count):
    return "id,name,country\n" + "".join("u%d,Unit %d,Land %d\n" % (i, i, i % 7) for i in range(count))


class Runs:
    def __init__(self, program):
        self.program, self.passed, self.failed = program, 0, 0

    def outputs(self, arguments):
        for threads in ("1", "2", "7"):
            done = subprocess.run([self.program] + arguments + ["--threads", threads], capture_output=True,
                                  stdin=subprocess.DEVNULL, env=dict(os.environ, NO_COLOR="1", LC_ALL="C.UTF-8"))
            yield done.returncode, done.stdout, done.stderr

    def alike(self, name, arguments, status=0):
        first = None
        for got in self.outputs(arguments):
            first = got if first is None else first
            if got[0] != status:
                print("%s: ended with %d: %s" % (name, got[0], got[2][:300].decode(errors="replace")))
            elif got != first:
                print("%s: not the same with other threads" % name)
            if got[0] == status and got == first:
                self.passed += 1
            else:
                self.failed += 1


def own_functions(runs, folder):
    """Functions of the author's on several cores, and what becomes of those that cannot be."""
    few = {"no_units": (0, 0), "one_record": (1, 1), "few_units": (3, 40), "own": (300, 6000)}
    for name, (count, records) in few.items():
        here = os.path.join(folder, "with_" + name)
        os.mkdir(here)
        with open(os.path.join(here, "units.csv"), "w", encoding="utf-8") as out:
            out.write(units(count))
        with open(os.path.join(here, "events.csv"), "w", encoding="utf-8") as out:
            out.write(events(random.Random(5), records, max(count, 1), 9))
    cases = [(case, "own", "all_time()", []) for case in OWN_CASES]
    cases += [(case, "own", "years(2015, 2018)", []) for case in OWN_CASES[:3]]
    cases += [(case, name, "all_time()", []) for case in (OWN_CASES[0], OWN_CASES[5]) for name in few]
    cases += [(case, "own", "all_time()", ["--keep-going"]) for case in OWN_GOING_ON]
    script = os.path.join(folder, "own.lua")
    for (name, status, value), data, periods, more in cases:
        with open(script, "w", encoding="utf-8") as out:
            out.write(OWN % (periods, value))
        runs.alike("own function, %s, %s" % (name, data),
                   ["run", script, os.path.join(folder, "with_" + data), "--layout", "long", "-f", "csv"] + more, status)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bareme", default=os.environ.get("BAREME", "build/bareme"))
    runs = Runs(os.path.abspath(parser.parse_args().bareme))
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
    with tempfile.TemporaryDirectory() as folder:
        for name, settings, table, rows in datasets(folder):
            here = os.path.join(folder, name)
            os.mkdir(here)
            for file, text in (("units.csv", table), ("events.csv", rows)):
                with open(os.path.join(here, file), "w", encoding="utf-8", newline="") as out:
                    out.write(text)
            script = os.path.join(folder, name + ".lua")
            with open(script, "w", encoding="utf-8") as out:
                measures = LIGHT if "light" in name else COUNTS if name in ("one_row", "no_rows") else MEASURES
                out.write(measures % (settings["units"], settings["periods"], settings["more"]))
            runs.alike(name, ["run", script, here, "--layout", "long", "-f", "csv"])
            if name in ("large", "months"):
                runs.alike(name + " as csv", ["run", script, here, "-f", "csv"])
            if name in ("quoted", "crlf", "one_row", "no_rows", "large"):
                runs.alike(name + " described", ["describe", here])
        # What is wrong is told alike: the first two values that disagree, bad rows in their order.
        bad = os.path.join(folder, "bad")
        os.mkdir(bad)
        with open(os.path.join(bad, "units.csv"), "w", encoding="utf-8") as out:
            out.write(units(100))
        lines = events(random.Random(3), 60000, 100, 50, odd=True).split("\n")
        for at in range(500, len(lines) - 1, 7000):
            lines[at] += ',too,many "fields'
        with open(os.path.join(bad, "events.csv"), "w", encoding="utf-8", newline="") as out:
            out.write("\n".join(lines))
        only = os.path.join(folder, "only.lua")
        with open(only, "w", encoding="utf-8") as out:
            out.write('return evaluation { name = "o", title = "O", units = data.units, periods = years(2015, 2018), '
                      'indicators = { indicator { name = "o", title = "o", value = only(data.events.score) } } }\n')
        runs.alike("bad rows", ["run", only, bad], status=1)
        runs.alike("bad rows described", ["describe", bad], status=1)
        runs.alike("only", ["run", only, os.path.join(folder, "large")], status=1)
        runs.alike("bad rows left out", ["run", os.path.join(folder, "large.lua"), bad, "--skip-bad", "-f", "csv"])
        own_functions(runs, folder)
    for script in sorted(glob.glob("scripts/*.lua")):
        sample = os.path.join("samples", os.path.basename(script)[:-4])
        if os.path.isdir(sample):
            runs.alike(script, ["run", script, sample, "-f", "json"])
    print("%d passed, %d failed" % (runs.passed, runs.failed))
    sys.exit(runs.failed > 0)


if __name__ == "__main__":
    main()
