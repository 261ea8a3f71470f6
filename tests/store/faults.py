#!/usr/bin/env python3
"""faults.py - a store is whole, whatever happens to the program, the disk or the power.

Loads are cut short at each call by which they change a file (cut.c): the disk is full, the disk fails,
the program is killed. What a disk may hold when the power goes is made again from what a load wrote:
what was synced, and of the rest any part. Each time the store must hold all of the load or none of it,
say so, and take the load when it is tried again. And many read while others write.
Ends with "N passed, N failed".

    python3 tests/store/faults.py BUILD
"""
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.path.join(ROOT, sys.argv[1])
BAREME, CUT = os.path.join(BUILD, "bareme"), os.path.join(BUILD, "tests", "cut.so")
FIRST, ADDED = 1500, 2500
COUNT = "SELECT count(*) FROM events"
STEP = 4      # of many calls of one kind, not all are tried
MEMORY = "/dev/shm"  # a disk that is synced at once, where there is one: what it may lose is made here


class Checks:
    def __init__(self):
        self.passed = self.failed = 0

    def hold(self, right, what):
        if right:
            self.passed += 1
        else:
            self.failed += 1
            print(what)


def call(*arguments, **variables):
    # The sanitizers want to come first, and need not where nothing of theirs is replaced.
    own = {"ASAN_OPTIONS": "verify_asan_link_order=0:detect_leaks=0", "LD_PRELOAD": CUT} if variables else {}
    return subprocess.run([BAREME, *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL,
                          timeout=120, env={**os.environ, **own, **variables})


def records(store):
    """How many are in it; None: nothing was loaded. Anything else is what it says."""
    done = call("sql", store, COUNT, "-f", "csv")
    if done.returncode == 0:
        return int(done.stdout.split()[1])
    if "there is no such store" in done.stderr or "is empty: nothing was loaded" in done.stderr:
        return None
    return done.stderr.strip()


def write_data(folder):
    source = random.Random(5)
    for name, count, start in (("first", FIRST, 0), ("more", ADDED, FIRST)):
        os.mkdir(os.path.join(folder, name))
        with open(os.path.join(folder, name, "events.csv"), "w", encoding="utf-8") as out:
            out.write("id,day,note,amount\n")
            for number in range(start, start + count):
                out.write("e%d,2017-%02d-%02d,note %d,%d.%02d\n" % (
                    number, source.randint(1, 12), source.randint(1, 28), source.randrange(9000),
                    source.randrange(9000), source.randrange(100)))


def fresh(store, kept):
    """The store as it was before the load: `kept`, or none."""
    for ending in ("", "-journal"):
        if os.path.exists(store + ending):
            os.remove(store + ending)
    if kept is not None:
        shutil.copyfile(kept, store)


def cut_short(checks, what, load, kept, before, after):
    store = load[1]
    for turn, (how, ever) in enumerate((("full", False), ("full", True), ("error", False), ("kill", False))):
        at, more = turn - STEP, True
        while more:
            at += 1 if 0 < at < 8 else STEP
            fresh(store, kept)
            done = call(*load, CUT_AT=str(at), CUT_HOW=how, **({"CUT_EVER": "1"} if ever else {}))
            name = "%s, %s at call %d%s" % (what, how, at, " and after" if ever else "")
            found = records(store)
            more = done.returncode != 0
            checks.hold(found in (before, after), "%s: the store holds %s" % (name, found))
            checks.hold(done.returncode in ((-9, 0) if how == "kill" else (4, 0)),
                        "%s: ended with %d: %s" % (name, done.returncode, done.stderr[-300:]))
            checks.hold(found == after or done.returncode != 0, "%s: ended with 0, and nothing is there" % name)
            if how != "kill" and not ever and done.returncode != 0 and found is None and kept is None:
                checks.hold(not os.path.exists(store) or os.path.exists(store + "-journal"),
                            "%s: an empty file is left" % name)
            again = call(*load)
            checks.hold(again.returncode == 0 and records(store) == after,
                        "%s: cannot be loaded again: %s" % (name, again.stderr[-300:]))


def logged(path):
    """(what, offset or size, bytes, name) of each call."""
    with open(path, "rb") as file:
        bytes_of = file.read()
    at, made = 0, []
    while at < len(bytes_of):
        end = bytes_of.index(b"\n", at)
        what, offset, size, name = bytes_of[at:end].decode().split(" ", 3)
        at = end + 1 + int(size)
        made.append((what, int(offset), bytes_of[end + 1:at], os.path.basename(name)))
    return made


def apply(file, call_made):
    what, offset, written, _ = call_made
    if what == "T":
        del file[offset:]
    file.extend(bytes(max(0, offset - len(file))))
    if what == "W":
        file[offset:offset + len(written)] = written


def held(files, made, source):
    """What a disk may hold after these calls: all that was synced, any part of the rest."""
    files, waiting = {name: bytearray(text) for name, text in files.items()}, {}
    for one in made:
        what, _, _, name = one
        if what in "WT":
            waiting.setdefault(name, []).append(one)
        elif what == "S":
            for earlier in waiting.pop(name, []):
                apply(files.setdefault(name, bytearray()), earlier)
        elif source.random() < 0.7:  # gone; else it comes back with the power
            files.pop(name, None)
            waiting.pop(name, None)
    for name, calls_made in waiting.items():
        for one in calls_made:
            if source.random() < 0.5:
                torn = one if source.random() < 0.7 else one[:2] + (one[2][:512 * source.randrange(9)],) + one[3:]
                apply(files.setdefault(name, bytearray()), torn)
    return files


def lose_power(checks, what, load, kept, before, after):
    store, source = load[1], random.Random(3)
    folder, log = os.path.dirname(store), store + ".calls"
    fresh(store, kept)
    start = {os.path.basename(store): open(store, "rb").read()} if kept is not None else {}
    done = call(*load, CUT_LOG=log)
    made = logged(log)
    os.remove(log)
    checks.hold(done.returncode == 0 and len(made) > 8, "%s: what it writes is not seen" % what)
    for moment in range(len(made) + 1):
        fresh(store, None)
        for name, text in held(start, made[:moment], source).items():
            with open(os.path.join(folder, name), "wb") as out:
                out.write(text)
        found = records(store)
        checks.hold(found in (before, after),
                    "%s, no power after call %d: the store holds %s" % (what, moment, found))
    again = call(*load)
    checks.hold(again.returncode == 0 and records(store) == after, "%s: cannot be loaded again" % what)


def read_while_written(checks, folder, kept):
    store = os.path.join(folder, "busy.store")
    fresh(store, kept)
    loads = [["load", store, "more", "--append"], ["load", store, "first", "more", "--replace"],
             ["load", store, "more", "--append"]]
    writers = [threading.Thread(target=lambda load=load: done.append(call(*load))) for load in loads]
    done, seen = [], []
    reader = threading.Thread(target=lambda: seen.extend(records(store) for _ in range(25)))
    for thread in writers + [reader]:
        thread.start()
    for thread in writers + [reader]:
        thread.join()
    checks.hold(all(found in (FIRST, FIRST + ADDED) for found in seen), "readers saw %s" % set(seen))
    for one in done:
        checks.hold(one.returncode == 0, "a writer among others: %s" % one.stderr[-300:])
    checks.hold(records(store) == FIRST + ADDED, "after all writers: %s" % records(store))


def main():
    checks = Checks()
    with tempfile.TemporaryDirectory(dir=MEMORY if os.access(MEMORY, os.W_OK) else None) as folder:
        os.chdir(folder)
        write_data(folder)
        store, kept = os.path.join(folder, "a.store"), os.path.join(folder, "kept")
        checks.hold(call("load", kept, "first").returncode == 0, "the first load fails")
        first, added = ["load", store, "first"], ["load", store, "more", "--append"]
        for attempt in (cut_short, lose_power):
            attempt(checks, "a first load", first, None, None, FIRST)
            attempt(checks, "an addition", added, kept, FIRST, FIRST + ADDED)
        read_while_written(checks, folder, kept)
        os.chdir(ROOT)
    print("%d passed, %d failed" % (checks.passed, checks.failed))
    sys.exit(checks.failed > 0)


main()
