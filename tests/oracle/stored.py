"""stored.py - the same data asked of a store: by `bareme run`, in its plain tables, and by `bareme sql`.

Data are loaded into a store, and given back by `bareme export` as plain tables of SQLite. Measures are
worked out from those tables; and every question that this took is put to `bareme sql` as well, many at
once. So what run computes, what export writes and what sql answers are held against one another.
"""
import json
import os
import re
import sqlite3
import subprocess

TOGETHER = 150  # questions in one query


class Stored:
    """In place of a Data's connection: the exported tables, with the names that measures.py uses."""

    def __init__(self, bareme, data):
        self.bareme, self.asked = bareme, {}
        self.path = data.folder.rstrip("/") + ".store"
        tables = self.path + ".sqlite"
        for command in (["load", self.path, data.folder], ["export", self.path, tables]):
            subprocess.run([bareme, *command], check=True, capture_output=True)
        self.sql = sqlite3.connect(tables)
        for name, table in data.tables.items():
            texts = ", ".join('CAST("%s" AS TEXT) AS "%s__text"' % (c, c) for c in table["columns"])
            self.sql.execute('CREATE TEMP VIEW "%s" AS SELECT rowid AS file_order, *, %s FROM main."%s"'
                             % (name, texts, name))

    def execute(self, query, values=()):
        self.asked.setdefault(written_out(query, values))
        return self.sql.execute(query, values)

    def close(self):
        self.sql.close()

    def differences(self):
        """Of `bareme sql` from the plain tables: (how many questions, those answered otherwise)."""
        questions, wrong = [as_one_value(query) for query in self.asked], []
        for first in range(0, len(questions), TOGETHER):
            some = questions[first:first + TOGETHER]
            for question, one, other in zip(some, self.exported(some), self.told(some)):
                if one != other:
                    wrong.append((question, one, other))
        return len(questions), wrong

    def exported(self, questions):
        return self.sql.execute(joined(questions)).fetchone()

    def told(self, questions):
        """A table of `bareme sql` has no order of the file but the lines, and no texts of numbers."""
        query = re.sub(r'"(\w+)__text"', r'CAST("\1" AS TEXT)', joined(questions))
        query = query.replace("file_order", "_line")
        done = subprocess.run([self.bareme, "sql", self.path, query, "-f", "json"], capture_output=True, text=True)
        if done.returncode != 0:
            return [done.stderr] * len(questions)
        return list(json.loads(done.stdout)[0].values())


def written_out(query, values):
    values = iter(values)
    return re.sub(r"\?", lambda _: "'%s'" % v if isinstance(v := next(values), str) else str(v), query)


def as_one_value(query):
    """A query's rows as one JSON text."""
    columns, rest = re.match(r"SELECT (.*?) (FROM .*)", query, re.DOTALL).groups()
    return "(SELECT json_group_array(json(r)) FROM (SELECT json_array(%s) AS r %s))" % (columns, rest)


def joined(questions):
    return "SELECT " + ", ".join("%s AS q%d" % pair for pair in zip(questions, range(len(questions))))
