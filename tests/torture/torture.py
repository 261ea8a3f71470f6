#!/usr/bin/env python3
"""torture.py BUILD [STEP]: a run of a sample in which the n-th allocation fails, or the n-th write, for every n
(for every STEP-th after the first thousand).

Whatever fails, the program ends by itself, says what it is when it ends with more than 0, and the file that it was
to write holds either what it held before or all of the table.
"""
import concurrent.futures
import os
import subprocess
import sys
import tempfile

BUILD = sys.argv[1]
STEP = int(sys.argv[2]) if len(sys.argv) > 2 else 1
BAREME = os.path.abspath(os.path.join(BUILD, "bareme"))
FAIL = os.path.abspath(os.path.join(BUILD, "tests", "fail.so"))
SCRIPT = """local own = 0
for r in records(data.agreements) do own = own + 1 end
return evaluation { units = data.towns, periods = years(2010, 2012), indicators = {
  indicator { name = "n", title = "N", value = count(data.agreements) + own },
  indicator { name = "c", title = "C", value = compute(data.agreements, function(records) return #records end) } } }
"""
DATA = {"towns.csv": "id,name\n1,Oran\n2,Lyon\n",
        "agreements.csv": "id,town,signed,kind\n1,1,2010-01-02,a\n2,2,2011-03-04,b\n3,1,2012-05-06,a\n"}
OLD = b"what stood there before\n"


def run(own, variables, name):
    output = os.path.join(own, name + ".csv")
    with open(output, "wb") as file:
        file.write(OLD)
    done = subprocess.run([BAREME, "run", os.path.join(own, "s.lua"), os.path.join(own, "data"), "-o", output],
                          env={**os.environ, "LD_PRELOAD": FAIL, **variables}, capture_output=True, timeout=60)
    with open(output, "rb") as file:
        written = file.read()
    left = [left for left in os.listdir(own) if left.startswith(name + ".csv") and left != name + ".csv"]
    os.remove(output)
    return done, written, left


def main():
    wrong = []
    with tempfile.TemporaryDirectory() as own:
        os.mkdir(os.path.join(own, "data"))
        for name, text in {**{"data/" + n: t for n, t in DATA.items()}, "s.lua": SCRIPT}.items():
            with open(os.path.join(own, name), "w") as file:
                file.write(text)
        done, whole, _ = run(own, {"FAIL_COUNT": os.path.join(own, "count")}, "count")
        if done.returncode != 0 or whole == OLD:
            print(done.stderr.decode())
            print("0 passed, 1 failed")
            return True
        with open(os.path.join(own, "count")) as file:
            allocations, writes = map(int, file.read().split())

        def one(kind, number):
            done, written, left = run(own, {kind: str(number)}, f"{kind}{number}")
            if done.returncode not in (0, 1, 3, 4):
                return f"{kind}={number}: ended with {done.returncode}: {done.stderr[-300:]}"
            if done.returncode != 0 and not done.stderr and kind == "FAIL_ALLOCATION":
                return f"{kind}={number}: ended with {done.returncode} and said nothing"
            if written not in (OLD, whole) or (done.returncode == 0 and written != whole):
                return f"{kind}={number}: ended with {done.returncode} and left {written[:80]}"
            if left and done.returncode == 0:
                return f"{kind}={number}: left {left}"
            return None

        jobs = [("FAIL_WRITE", n) for n in range(1, writes + 2)]
        jobs += [("FAIL_ALLOCATION", n) for n in range(1, allocations + 1) if n <= 1000 or n % STEP == 0]
        with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
            wrong = [said for said in pool.map(lambda job: one(*job), jobs) if said is not None]
        for said in wrong[:40]:
            print(said)
        print(f"{len(jobs) - len(wrong)} passed, {len(wrong)} failed")
    return bool(wrong)


sys.exit(main())
