#!/usr/bin/env python3
"""hostile.py: scripts that mean no good must end in time, within their memory, with a message, and touch nothing.

A script of tests/hostile begins with `-- hostile: KIND: words`. KIND is good (ends with 0), error (1), limit (3) or
any; what is printed must hold the words. It is run on tests/hostile/data, in a folder with a canary, in 0.5 s of
processor time and 64 MiB; a second line `-- max-time: 5` allows more, where another limit is to be the first one
hit, however slow the machine. Besides, the processes that are killed from outside, and the filter of system calls.
"""
import concurrent.futures
import os
import re
import signal
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
BAREME = os.path.abspath(os.environ.get("BAREME", "build/bareme"))
DATA = os.path.join(HERE, "data")
MEMORY = 64          # MiB, of Lua
MORE_MEMORY = 80     # MiB, of everything else
SECONDS = 8          # by the clock
# A sanitizer's own memory, and its own report of a crash, are not the script's. Behind the filter of system calls
# neither it nor what counts the lines run could write.
PROGRAM = open(BAREME, "rb").read()
WITH_SANITIZER = b"__asan_init" in PROGRAM
WITHOUT_FILTER = WITH_SANITIZER or b"__gcov_dump" in PROGRAM
STATUS = {"good": 0, "error": 1, "limit": 3}


def expected(path):
    with open(path, "rb") as file:
        match = re.search(rb"-- hostile: (\w+): ?(.*)", file.readline())
        more = re.match(rb"-- max-time: (\d+)", file.readline())
    return match.group(1).decode(), match.group(2).decode(), more.group(1).decode() if more else "0.5"


def run(path, max_time):
    """Status, seconds, MiB, and the first bytes of what was printed; None for its own folder was touched."""
    with tempfile.TemporaryDirectory() as own, tempfile.TemporaryFile() as out:
        canary = os.path.join(own, "canary.txt")
        with open(canary, "w") as file:
            file.write("canary")
        start = time.monotonic()
        process = subprocess.Popen([BAREME, "run", path, DATA, "--max-time", max_time,
                                    "--max-memory", f"{MEMORY}M"],
                                   cwd=own, stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        timer_end = start + SECONDS + 5
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() > timer_end:
                process.kill()
            time.sleep(0.005)
        process.returncode = 0
        seconds = time.monotonic() - start
        size = out.seek(0, os.SEEK_END)
        out.seek(0)
        said = out.read(1 << 20).decode("utf-8", "replace")
        whole = sorted(os.listdir(own)) == ["canary.txt"] and open(canary).read() == "canary"
    return status, seconds, usage.ru_maxrss / 1024, size, said, whole


def judge(path):
    kind, words, max_time = expected(path)
    status, seconds, mebibytes, size, said, whole = run(path, max_time)
    wrong = []
    if os.WIFSIGNALED(status):
        wrong.append(f"ended by signal {os.WTERMSIG(status)}")
    elif kind in STATUS and os.WEXITSTATUS(status) != STATUS[kind]:
        wrong.append(f"ended with {os.WEXITSTATUS(status)} and not {STATUS[kind]}")
    elif os.WEXITSTATUS(status) not in (0, 1, 3):
        wrong.append(f"ended with {os.WEXITSTATUS(status)}")
    if seconds > SECONDS:
        wrong.append(f"took {seconds:.1f} s")
    if mebibytes > MEMORY + MORE_MEMORY and not WITH_SANITIZER:
        wrong.append(f"took {mebibytes:.0f} MiB")
    if words not in said:
        wrong.append(f"does not say '{words}'")
    if kind != "good" and os.WIFEXITED(status) and os.WEXITSTATUS(status) and not re.search(r"\.lua:?\d*: ", said):
        wrong.append("does not name the script")
    if size > 1 << 20:
        wrong.append(f"printed {size} bytes")
    if re.search(r"[\x00-\x08\x0b-\x1f\x7f]", said):
        wrong.append("printed control characters")
    if re.search(r"0x[0-9a-f]{6}", said):
        wrong.append("printed an address")
    if not whole:
        wrong.append("touched files")
    return wrong, said


def children(process):
    with open(f"/proc/{process}/task/{process}/children") as file:
        return [int(child) for child in file.read().split()]


def child_of(process):
    """The process of the script, once it has used some time."""
    for _ in range(400):
        for child in children(process.pid):
            try:
                with open(f"/proc/{child}/stat") as file:
                    if int(file.read().rsplit(")", 1)[1].split()[11]) > 5:
                        return child
            except OSError:
                pass
        time.sleep(0.01)
    return None


ENDLESS = "local x = count(data.d)\nwhile true do end\n"
GOOD = ('return evaluation { units = whole("x"), periods = all_time(), indicators = '
        '{ indicator { name = "one", title = "One", value = 1 } } }\n')


def killed(number):
    """A script's process that is ended from outside: told with the script's name, and the next script is run."""
    with tempfile.TemporaryDirectory() as own:
        endless, good = os.path.join(own, "endless.lua"), os.path.join(own, "good.lua")
        for path, text in ((endless, ENDLESS), (good, GOOD)):
            with open(path, "w") as file:
                file.write(text)
        process = subprocess.Popen([BAREME, "run", endless, good, DATA, "--keep-going", "--max-time", "20"],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
        child = child_of(process)
        if child is None:
            process.kill()
            return ["there was no process of the script"]
        with open(f"/proc/{child}/status") as file:
            status = file.read()
        os.kill(child, number)
        out, err = process.communicate(timeout=20)
    wrong = []
    if process.returncode != 1:
        wrong.append(f"ended with {process.returncode}")
    if b"endless.lua" not in err:
        wrong.append(f"does not name the script: {err}")
    if b"One" not in out:
        wrong.append("did not go on with the next script")
    if number == signal.SIGSEGV and b"endless.lua:" not in err:
        wrong.append(f"does not say where: {err}")
    if number == signal.SIGKILL:
        layers = subprocess.run([BAREME, "--version"], capture_output=True).stdout
        filtered = re.search(r"^Seccomp:\t2$", status, re.M) is not None
        if filtered != (b"a filter of system calls" in layers):
            wrong.append("--version does not say how it is with the filter of system calls")
        if not filtered and not WITHOUT_FILTER:
            wrong.append("the filter of system calls is not on")
        if not re.search(r"^NoNewPrivs:\t1$", status, re.M) and not WITH_SANITIZER:
            wrong.append("new privileges are not ruled out")
    return wrong


SLOW = ('local e = compute(data.units, function() for i = 1, 2000000 do end return 1 end)\n'
        'return evaluation { units = data.units, periods = all_time(), indicators = { indicator { name = "v", title = "v", value = e } } }\n')


def killed_in_a_call(number, words):
    """A process that is ended from outside takes its one call along; the others are made by another."""
    with tempfile.TemporaryDirectory() as own:
        script, data = os.path.join(own, "slow.lua"), os.path.join(own, "units.csv")
        with open(script, "w") as file:
            file.write(SLOW)
        with open(data, "w") as file:
            file.write("id\n" + "".join(f"u{i}\n" for i in range(100)))
        process = subprocess.Popen([BAREME, "run", script, data, "--keep-going", "--layout", "long", "-f", "csv"],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
        child = child_of(process)
        if child is None:
            process.kill()
            return ["there was no process of the script"]
        os.kill(child, number)
        out, err = process.communicate(timeout=60)
    wrong = []
    if process.returncode != 1:
        wrong.append(f"ended with {process.returncode}")
    if out.count(b",stopped") != 1 or out.count(b",v,1,") != 99:
        wrong.append(f"lost {100 - out.count(b',v,1,')} calls")
    if words not in err:
        wrong.append(f"does not say why: {err}")
    return wrong


def orphaned():
    """The engine is killed: the script's process ends with it."""
    with tempfile.TemporaryDirectory() as own:
        endless = os.path.join(own, "endless.lua")
        with open(endless, "w") as file:
            file.write(ENDLESS)
        process = subprocess.Popen([BAREME, "run", endless, DATA, "--max-time", "20"], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        child = child_of(process)
        process.kill()
        process.wait()
    for _ in range(200):
        if child is None or not os.path.exists(f"/proc/{child}"):
            return []
        with open(f"/proc/{child}/stat") as file:
            if file.read().rsplit(")", 1)[1].split()[0] == "Z":
                return []
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    return ["the script's process goes on without the engine"]


def main():
    names = sorted(name for name in os.listdir(HERE) if name.endswith(".lua"))
    wanted = sys.argv[1:]
    passed = failed = 0

    def count(name, wrong, said=""):
        nonlocal passed, failed
        if wrong:
            failed += 1
            print(f"{name}: {'; '.join(wrong)}\n  {said[:400]}")
        else:
            passed += 1

    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        chosen = [name for name in names if not wanted or any(part in name for part in wanted)]
        for name, (wrong, said) in zip(chosen, pool.map(judge, [os.path.join(HERE, name) for name in chosen])):
            count(name, wrong, said)
    # The script's process is found through /proc, which a bare chroot has not mounted.
    if not wanted and os.path.exists("/proc/self/task"):
        count("killed", killed(signal.SIGKILL))
        count("killed in a call", killed_in_a_call(signal.SIGKILL, b"ended from outside"))
        if not WITH_SANITIZER:
            count("crashed", killed(signal.SIGSEGV))
            count("crashed in a call", killed_in_a_call(signal.SIGSEGV, b"slow.lua:"))
        count("orphaned", orphaned())
    print(f"{passed} passed, {failed} failed")
    return failed > 0


sys.exit(main())
