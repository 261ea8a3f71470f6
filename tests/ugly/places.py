"""places.py - what a path may turn out to be: links, folders, pipes, devices, nothing."""
import os
import threading
import time

from reading import Reading, run

SCRIPT = """return evaluation { name = "n", title = "n", indicators = {
  indicator { name = "n", title = "n", value = count(data.a) } } }
"""


def make(folder):
    place = os.path.join(folder, "places")
    os.makedirs(os.path.join(place, "data"))
    os.makedirs(os.path.join(place, "nothing"))
    os.makedirs(os.path.join(place, "folder.csv"))
    at = lambda *names: os.path.join(place, *names)
    for name, content in (("data/a.csv", "id;v\n1;2\n"), ("b.csv", "id;v\n1;3\n"), ("a b'\"$(x);é.csv", "id;v\n1;2\n"),
                          ("-rf.csv", "id;v\n1;2\n"), ("nothing/readme.txt", "no data"), ("s.lua", SCRIPT)):
        with open(at(name), "w", encoding="utf-8") as file:
            file.write(content)
    os.symlink("data/a.csv", at("link.csv"))
    os.symlink("loop.csv", at("loop.csv"))
    os.symlink("/nonexistent/x", at("dangling.csv"))
    os.mkfifo(at("fifo.csv"))
    with open(at("sparse.csv"), "w", encoding="utf-8") as file:
        file.truncate(20 << 30)
    return place, at


# name, path (None: a device of the machine), status, words on standard error
DESCRIBED = [
    ("link", "link.csv", 0, ""), ("odd_name", "a b'\"$(x);é.csv", 0, ""), ("dash", "./-rf.csv", 0, ""),
    ("nowhere", "nowhere.csv", 1, "cannot be opened"), ("loop", "loop.csv", 1, "cannot be opened"),
    ("dangling", "dangling.csv", 1, "cannot be opened"), ("through_a_file", "b.csv/x", 1, "cannot be opened"),
    ("long_name", "x" * 5000, 1, "cannot be opened"), ("fifo", "fifo.csv", 1, "FIFO"),
    ("folder_called_csv", "folder.csv", 1, "holds no .csv"), ("folder_of_nothing", "nothing", 1, "holds no .csv"),
    ("null", "/dev/null", 1, "device"), ("zero", "/dev/zero", 1, "device"), ("full", "/dev/full", 1, "device"),
    ("proc", "/proc/self/mem", 1, ""), ("sparse", "sparse.csv", 1, "NUL"),
]

# given beside data that is enough for the script: told all the same
BESIDE = [
    ("nowhere", "nowhere.csv", "there is no such file"), ("nowhere_folder", "nowhere/", "there is no such file"),
    ("dangling", "dangling.csv", "there is no such file"), ("fifo", "fifo.csv", "FIFO"),
    ("null", "/dev/null", "device"), ("empty_folder", "nothing", "holds no .csv"),
]


def growing(path):
    with open(path, "w", encoding="utf-8") as file:
        file.write("A;B\n" + "1;2\n" * 1000)
        file.flush()
        for _ in range(200):
            file.write("3;4\n")
            file.flush()
            time.sleep(0.001)


def run_growing(at, tell):
    path = at("growing.csv")
    thread = threading.Thread(target=growing, args=(path,))
    thread.start()
    while not os.path.exists(path):
        time.sleep(0.001)
    reading = Reading(path, cells=False)
    thread.join()
    wrong = [] if reading.status in (0, 1) else ["status %s" % reading.status]
    tell("place_growing", wrong, reading.said)


def run_places(at, wanted, tell):
    for name, path, status, words in DESCRIBED:
        if wanted and "place_" + name not in wanted:
            continue
        got, _, said = run("describe", at(path))
        wrong = [] if got == status else ["status %s, not %d" % (got, status)]
        if words not in said:
            wrong.append("'%s' is not said" % words)
        tell("place_" + name, wrong, said)
    for name, path, words in BESIDE:
        if wanted and "beside_" + name not in wanted:
            continue
        got, out, said = run("run", at("s.lua"), at("data"), at(path))
        wrong = [] if got == 1 and not out else ["status %s, %r printed" % (got, out[:60])]
        if words not in said:
            wrong.append("'%s' is not said" % words)
        tell("beside_" + name, wrong, said)


def run_all(folder, wanted, tell):
    _, at = make(folder)
    run_places(at, wanted, tell)
    if not wanted or "place_growing" in wanted:
        run_growing(at, tell)
