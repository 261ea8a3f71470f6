#!/usr/bin/env python3
"""torture.py BUILD [MOST]: every sub-command, in which the n-th allocation fails, or the n-th write, or at the n-th
write a signal arrives, for every n (MOST: for so many of them), on data of a few records and, unless MOST is small,
on data of many blocks.

Whatever fails, the program ends by itself (or of the signal), names the cause, and what it was to write is either as
it was before or whole, with nothing beside it. A program that ran out of memory may leave a temporary file.
"""
import concurrent.futures
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile

BUILD = sys.argv[1]
MOST = int(sys.argv[2]) if len(sys.argv) > 2 else 0
MOST_BIG = 60  # of data of many blocks, where each run takes its time
BAREME = os.path.abspath(os.path.join(BUILD, "bareme"))
FAIL = os.path.abspath(os.path.join(BUILD, "tests", "fail.so"))
TOWNS = "id,name\n1,Oran\n2,Lyon\n"
SCRIPT = """local own = 0
for r in records(data.towns) do own = own + 1 end
return evaluation { units = data.towns, periods = years(2010, 2012), indicators = {
  indicator { name = "n", title = "N", value = count(data.agreements) + own },
  indicator { name = "m", title = "M", value = median(data.agreements.amount) },
  indicator { name = "c", title = "C", value = compute(data.agreements, function(records) return #records end) } } }
"""
INDICATOR = """return indicator { title = "N", value = count(data.agreements), examples = { {
  given = { agreements = { { year = 2016 } } }, expect = { { value = 1 } } } } }
"""
# Of each: what is done in a folder that holds out.csv, a.store and the data.
COMMANDS = {
    "run": ["run", "s.lua", "data", "-o", "out.csv"],
    "print": ["run", "s.lua", "data", "-f", "json"],
    "describe": ["describe", "data", "--json"],
    "check": ["check", "s.lua", "data"],
    "explain": ["explain", "s.lua", "data", "--indicator", "m", "--unit", "1", "--period", "2010"],
    "list": ["list", "datasets", "data"],
    "test": ["test", "i.lua"],
    "load": ["load", "new.store", "data"],
    "replace": ["load", "a.store", "data", "more", "--replace"],
    "append": ["load", "a.store", "more", "--append"],
    "export": ["export", "a.store", "folder"],
    "tables": ["export", "a.store", "tables.sqlite"],
    "sql": ["sql", "a.store", "SELECT kind, count(*), sum(amount) FROM agreements GROUP BY kind", "-f", "csv"],
    "run_store": ["run", "s.lua", "a.store", "-o", "out.csv"],
}
INPUTS = ("data", "more", "s.lua", "i.lua")
CAUSES = {"FAIL_ALLOCATION": r"memory|allocate", "FAIL_WRITE": r"space|full|written|machine|store"}


def agreements(first, count):
    rows = ("%d,%d,20%02d-%02d-%02d,k%d,%d.%02d\n" % (i, i % 2 + 1, 10 + i % 3, i % 12 + 1, i % 28 + 1, i % 7,
                                                     i * 7919 % 9973, i % 100) for i in range(first, first + count))
    return "id,town,signed,kind,amount\n" + "".join(rows)


class Place:
    """A folder with data of so many records, and the commands as they go when nothing fails."""

    def __init__(self, own, name, records):
        self.folder = os.path.join(own, name)
        for part, text in (("data/towns.csv", TOWNS), ("data/agreements.csv", agreements(0, records)),
                           ("more/agreements.csv", agreements(records, records)), ("s.lua", SCRIPT),
                           ("i.lua", INDICATOR), ("out.csv", "what stood there before\n")):
            os.makedirs(os.path.dirname(os.path.join(self.folder, part)), exist_ok=True)
            with open(os.path.join(self.folder, part), "w") as file:
                file.write(text)
        subprocess.run([BAREME, "load", "a.store", "data"], cwd=self.folder, check=True, capture_output=True)
        self.records = records

    def run(self, command, variables, look):
        """The command in a copy of the folder; and what `look` sees there afterwards."""
        with tempfile.TemporaryDirectory(dir=os.path.dirname(self.folder)) as copy:
            for name in os.listdir(self.folder):
                path = os.path.join(self.folder, name)
                if name in INPUTS:
                    os.symlink(path, os.path.join(copy, name))
                else:
                    shutil.copy(path, copy)
            done = subprocess.run([BAREME, *COMMANDS[command]], cwd=copy, capture_output=True, timeout=120,
                                  stdin=subprocess.DEVNULL, env={**os.environ, "LD_PRELOAD": FAIL, **variables})
            return done, look(copy)


def content(path):
    """A store is what can be read of it, which undoes what was cut short; an empty one is none."""
    if not path.endswith(".store"):
        with open(path, "rb") as file:
            return hashlib.sha1(file.read()).hexdigest()
    told = subprocess.run([BAREME, "sql", path, "SELECT *, _file, _line FROM agreements", "-f", "csv"],
                          capture_output=True)
    if b"is empty" in told.stderr:
        return None
    return hashlib.sha1(told.stdout).hexdigest() if told.returncode == 0 else told.stderr


def look(folder):
    names = [os.path.relpath(os.path.join(of, name), folder) for of, folders, files in os.walk(folder)
             for name in files + folders]
    names = [name for name in names if name.split(os.sep)[0] not in INPUTS]
    # A store first: what undoes it takes its journal away.
    names.sort(key=lambda name: not name.endswith(".store"))
    seen = {}
    for name in names:
        path = os.path.join(folder, name)
        if os.path.exists(path):
            seen[name] = "folder" if os.path.isdir(path) else content(path)
    return {name: what for name, what in seen.items() if what is not None}


def without_temporary(seen):
    return {name: what for name, what in seen.items()
            if not os.path.basename(os.path.dirname(name) or name).startswith(".bareme-")
            and not name.startswith(".bareme-") and not name.endswith("-journal")}


def judge(command, kind, done, seen, before, after):
    """What is wrong, or None. An example that cannot be tried has failed, and `test` ends with 1."""
    said = done.stderr.decode("utf-8", "replace")
    if kind == "FAIL_SIGNAL":
        if done.returncode != -signal.SIGINT:
            return "ended with %d" % done.returncode
    elif done.returncode not in ((0, 1, 3, 4) if command == "test" else (0, 3, 4)):
        return "ended with %d: %s" % (done.returncode, said[-200:])
    elif done.returncode != 0 and said and not re.search(CAUSES[kind], said):
        return "does not name the cause: " + said[-200:]
    if done.returncode == 0 and seen != after:
        return "ended with 0 and left %s" % {n: w for n, w in seen.items() if after.get(n) != w}
    if kind == "FAIL_ALLOCATION":
        seen = without_temporary(seen)
    if seen not in (before, after):
        return "left %s, without %s" % ([n for n in seen if seen[n] not in (before.get(n), after.get(n))],
                                        [n for n in before if n not in seen])
    return None


def some(count, most):
    """All of them, or the first few and so many spread over the others."""
    if not most or count <= most:
        return range(1, count + 1)
    return sorted({*range(1, most // 4 + 1), *(1 + i * (count - 1) // (most - 1) for i in range(most))})


def jobs_of(place, command, own, most):
    count = os.path.join(own, "count")
    before = look(place.folder)
    done, after = place.run(command, {"FAIL_COUNT": count}, look)
    with open(count) as file:
        allocations, writes = map(int, file.read().split())
    os.remove(count)
    if done.returncode != 0:
        print("%s: %s" % (command, done.stderr.decode()))
        return []
    for kind, calls in (("FAIL_ALLOCATION", allocations), ("FAIL_WRITE", writes), ("FAIL_SIGNAL", writes)):
        for n in some(calls, most):
            yield place, command, kind, n, done.stdout, before, after


def one(job):
    place, command, kind, n, stdout, before, after = job
    variables = {"FAIL_WRITE": str(n), kind: str(int(signal.SIGINT))} if kind == "FAIL_SIGNAL" else {kind: str(n)}
    done, seen = place.run(command, variables, look)
    wrong = judge(command, kind, done, seen, before, after)
    if wrong is None and done.returncode == 0 and done.stdout != stdout:
        wrong = "ended with 0 and printed something else"
    return wrong and "%s of %d records, %s=%d: %s" % (command, place.records, kind, n, wrong)


def main():
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what is run in the background ignores it
    with open(BAREME, "rb") as program:
        code = program.read()
        if b"__asan_init" in code or b"__gcov_exit" in code:
            # a sanitizer has its own malloc, and must be loaded first; counts of what was run are writes too
            print("0 passed, 0 failed")
            return False
    with tempfile.TemporaryDirectory() as own:
        places = [(Place(own, "small", 3), MOST)]
        if MOST == 0 or MOST >= MOST_BIG:
            places.append((Place(own, "big", 300000), MOST_BIG))
        jobs = [job for place, most in places for command in COMMANDS for job in jobs_of(place, command, own, most)]
        with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
            told = [wrong for wrong in pool.map(one, jobs) if wrong]
    print("\n".join(told[:60]))
    commands = {command for _, command, *_ in jobs}
    failed = len(told) + len(set(COMMANDS) - commands)
    print("%d passed, %d failed" % (len(jobs) - len(told), failed))
    return failed > 0


sys.exit(main())
