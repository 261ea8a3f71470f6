"""reading.py - what bareme makes of a file: its columns, its cells, and what it says.

The columns come from `describe --json`; the cells from a script written for the file that prints
every record, so that they have gone all the way to where an indicator would meet them.
"""
import datetime
import json
import os
import subprocess
import tempfile

BAREME = os.environ.get("BAREME", "build/bareme")
SECONDS = 20
EPOCH = datetime.date(1970, 1, 1).toordinal()

DUMP = """
local function hex(text) return (text:gsub(".", function(c) return ("%%02x"):format(c:byte()) end)) end
for r in records(data[%s]) do
  local cells = {}
  for i, name in ipairs { %s } do
    local value = r[name]
    if value == nil then cells[i] = "-"
    elseif type(value) == "boolean" then cells[i] = "b" .. tostring(value)
    elseif type(value) == "string" and #value > 100000 then cells[i] = "l" .. #value
    elseif type(value) == "number" then cells[i] = ("n%%.17g"):format(value)
    else cells[i] = "t" .. hex(value) end
  end
  print("ROW " .. table.concat(cells, " "))
end
return evaluation { name = "dump", title = "dump", indicators = {
  indicator { name = "n", title = "n", value = count(data[%s]) } } }
"""


class Reading:
    """status, out, said (standard error) of describe; columns as (name, type); rows when asked for."""

    def __init__(self, path, options=(), cells=True):
        self.path, self.options = path, list(options)
        self.status, self.out, self.said = run("describe", "--json", path, *self.options)
        self.package, self.columns, self.rows, self.run_said = None, [], None, ""
        try:
            self.package = json.loads(self.out)
        except ValueError:
            pass
        if self.package and self.package["resources"]:
            self.resource = self.package["resources"][0]
            self.columns = [(f["name"], f["type"]) for f in self.resource["schema"]["fields"]]
            if cells:
                self.rows = self.read_rows()

    def read_rows(self):
        name = lua(self.resource["name"])
        script = DUMP % (name, ", ".join(lua(column) for column, _ in self.columns), name)
        with tempfile.NamedTemporaryFile("w", suffix=".lua", encoding="utf-8") as file:
            file.write(script)
            file.flush()
            self.run_status, _, self.run_said = run("run", file.name, self.path, *self.options)
        return [[cell(text, kind) for text, (_, kind) in zip(line[4:].split(" "), self.columns)]
                for line in self.run_said.split("\n") if line.startswith("ROW ")]


def lua(text):
    return '"' + "".join("\\x%02x" % byte for byte in text.encode()) + '"'


def cell(text, kind):
    if text == "-":
        return None
    if text[0] == "l":
        return "x" * int(text[1:])
    if text[0] == "b":
        return text[1:] == "true"
    if text[0] == "t":
        return bytes.fromhex(text[1:]).decode("utf-8", "surrogateescape")
    if kind == "date":
        return datetime.date.fromordinal(EPOCH + int(text[1:])).isoformat()
    return float(text[1:])


def run(*arguments):
    """The status (None: it did not end in time), standard output and standard error."""
    try:
        done = subprocess.run([BAREME, *arguments], capture_output=True, stdin=subprocess.DEVNULL,
                              timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return None, "", "does not end within %d s" % SECONDS
    decode = lambda text: text.decode("utf-8", "surrogateescape")
    return done.returncode, decode(done.stdout), decode(done.stderr)


def lines_told(said, file):
    """The lines of a file that messages name: "file:7: …" and "(also lines 8 and 9)"."""
    import re
    lines = set()
    for message in said.split("\n"):
        if not message.startswith(file + ":"):
            continue
        place = re.match(r":(\d+): ", message[len(file):])
        if place:
            lines.add(int(place.group(1)))
        also = re.search(r"\(also lines? ([0-9, and]+?)(?: and \d+ more)?\)", message)
        if also:
            lines.update(int(number) for number in re.findall(r"\d+", also.group(1)))
    return lines
