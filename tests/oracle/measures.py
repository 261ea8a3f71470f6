"""measures.py - datasets made at random, and the measures of LANGUAGE.md section 3 over them.

Written from LANGUAGE.md alone, so that it knows nothing of the engine's code. Records are chosen by
SQL (sqlite3) over the same values that stand in the CSV files; sums are fractions of the decimal
texts, so they are exact.
"""
import csv
import datetime
import math
import os
import sqlite3
import statistics
from fractions import Fraction

REASONS = ["refused", "stopped", "not reported", "missing in the data", "no records",
           "definition changed", "outside the cooperation's life", "no previous period",
           "no target", "division by zero", "not defined", "not applicable"]


class Missing(Exception):
    """A figure that is missing, with its reason."""

    def __init__(self, reason):
        assert reason in REASONS, reason
        super().__init__(reason)
        self.reason = reason


def first_reason(reasons):
    return min(reasons, key=REASONS.index)


class Period:
    def __init__(self, key, first, last, year):
        self.key, self.first, self.last, self.year = key, first, last, year


def years(first, last, start=(1, 1)):
    made = []
    for year in range(first, last + 1):
        begin = datetime.date(year, *start)
        end = datetime.date(year + 1, *start) - datetime.timedelta(days=1)
        made.append(Period(str(year), begin.isoformat(), end.isoformat(), year))
    return made


def quarters(first, last):
    made = []
    for number in range(first, last + 1):
        year, quarter = divmod(number, 4)
        begin = datetime.date(year, 3 * quarter + 1, 1)
        after = datetime.date(year + (quarter == 3), (3 * quarter + 3) % 12 + 1, 1)
        end = after - datetime.timedelta(days=1)
        made.append(Period("%d-Q%d" % (year, quarter + 1), begin.isoformat(), end.isoformat(), year))
    return made


def months(first, last):
    made = []
    for number in range(first, last + 1):
        year, month = divmod(number, 12)
        begin = datetime.date(year, month + 1, 1)
        after = datetime.date(year + (month == 11), (month + 1) % 12 + 1, 1)
        end = after - datetime.timedelta(days=1)
        made.append(Period("%d-%02d" % (year, month + 1), begin.isoformat(), end.isoformat(), year))
    return made


ALL_TIME = [Period("all", "0000-01-01", "9999-12-31", None)]


class Data:
    """Datasets as CSV files in a folder, and as SQL tables."""

    def __init__(self, folder):
        self.folder = folder
        self.tables = {}
        self.sql = sqlite3.connect(":memory:")
        os.makedirs(folder, exist_ok=True)

    def add(self, name, columns, rows, period=None, key="cooperation"):
        """columns: name -> text, whole, decimal, date. rows: dicts of texts, None where missing.
        period: None, ("year", c), ("date", c), ("pair", from, to)."""
        self.tables[name] = {"columns": columns, "period": period, "key": key, "name": name}
        with open(os.path.join(self.folder, name + ".csv"), "w", newline="", encoding="utf-8") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(columns)
            for row in rows:
                writer.writerow(["" if row[c] is None else row[c] for c in columns])
        kinds = {"text": "TEXT", "whole": "INTEGER", "decimal": "REAL", "date": "TEXT"}
        fields = ", ".join('"%s" %s' % (c, kinds[k]) for c, k in columns.items())
        texts = ", ".join('"%s__text" TEXT' % c for c in columns)
        self.sql.execute('CREATE TABLE "%s" (file_order INTEGER, %s, %s)' % (name, fields, texts))
        cast = {"text": str, "whole": int, "decimal": float, "date": str}
        for order, row in enumerate(rows):
            values = [None if row[c] in (None, "n.d.") else cast[k](row[c]) for c, k in columns.items()]
            kept = [None if row[c] in (None, "n.d.") else str(row[c]) for c in columns]
            marks = ", ".join("?" * (1 + 2 * len(columns)))
            self.sql.execute('INSERT INTO "%s" VALUES (%s)' % (name, marks), [order] + values + kept)


class Units:
    """What is evaluated: keys in order, and the SQL that says which records are a unit's."""

    def __init__(self, data, frame="cooperations", column=None, whole=None, where=None, ways=None):
        self.data, self.frame, self.column, self.whole = data, frame, column, whole
        self.ways = ways or {}
        narrowed = where or "TRUE"
        self.life = None
        if whole is not None:
            self.keys = ["*"]
        elif column is None:
            found = data.sql.execute('SELECT id FROM "%s" WHERE %s ORDER BY file_order' % (frame, narrowed))
            self.keys = [key for key, in found]
            self.records = 'SELECT id FROM "%s" WHERE %s' % (frame, narrowed)
        else:
            found = data.sql.execute('SELECT DISTINCT "%s" FROM "%s" WHERE "%s" IS NOT NULL'
                                     % (column, frame, column))
            self.keys = sorted(key for key, in found)

    def clause(self, table, unit):
        """The SQL condition of the records that are a unit's; unit None: the total."""
        if self.whole is not None:
            return "TRUE", []
        key = "id" if table["name"] == self.frame else table["key"]
        if self.ways.get(table["name"]) == "all":
            return "TRUE", []
        if self.column is None:
            if unit is None:
                return '"%s" IN (%s)' % (key, self.records), []
            return '"%s" = ?' % key, [unit]
        chosen = 'SELECT id FROM "%s" WHERE "%s"' % (self.frame, self.column)
        if unit is None:
            return '"%s" IN (%s IS NOT NULL)' % (key, chosen), []
        return '"%s" IN (%s = ?)' % (key, chosen), [unit]


class Cube:
    """Units by periods; own: numbers of the script's first and last period."""

    def __init__(self, data, units, periods, own=None, coverage=None):
        self.data, self.units, self.periods = data, units, periods
        self.own = own or (0, len(periods) - 1)
        self.coverage = coverage or {}
        self.cache = {}

    def span(self, t):
        if t == "overall":
            return self.periods[self.own[0]].first, self.periods[self.own[1]].last
        return self.periods[t].first, self.periods[t].last

    def period_clause(self, table, t, period="own"):
        period = table["period"] if period == "own" else period
        all_time = self.periods[0].key == "all"
        own = self.units.whole is None and self.units.column is None and table["name"] == self.units.frame
        if period is None or all_time or own:
            return "TRUE", []
        first, last = self.span(t)
        if period[0] == "year":
            return '"%s" BETWEEN ? AND ?' % period[1], [int(first[:4]), int(last[:4])]
        if period[0] == "date":
            return '"%s" BETWEEN ? AND ?' % period[1], [first, last]
        # a record with neither date has no date at all: it counts in all_time() only
        return ("coalesce(\"%s\", '0000') <= ? AND coalesce(\"%s\", '9999') >= ? "
                "AND coalesce(\"%s\", \"%s\") IS NOT NULL" % (period[1:] * 2), [last, first])

    def where(self, name, unit, t, period="own"):
        table = self.data.tables[name]
        by_unit, values = self.units.clause(table, unit)
        by_period, more = self.period_clause(table, t, period)
        return "%s AND %s" % (by_unit, by_period), values + more

    def outside_life(self, unit, t):
        if self.units.life is None or unit is None:
            return False
        first, last = self.span(t)
        begin, end = self.units.life[unit]
        return (begin or "0000") > last or (end or "9999") < first

    def check(self, name, unit, t):
        """Outside a unit's life, or where nobody reported, nothing is measured."""
        reasons = []
        if self.outside_life(unit, t):
            reasons.append("outside the cooperation's life")
        if name in self.coverage and not self.reported(name, unit, t):
            reasons.append("not reported")
        if reasons:
            raise Missing(first_reason(reasons))

    def reported(self, name, unit, t):
        first, last = self.span(t)
        units = self.units.keys if unit is None else [unit]
        return any(u in units and int(first[:4]) <= year <= int(last[:4])
                   for u, year in self.coverage[name])

    def rows(self, name, unit, t, columns, where="TRUE", period="own"):
        """The records of a cell, by period column, then file order."""
        clause, values = self.where(name, unit, t, period)
        stated = self.data.tables[name]["period"] if period == "own" else period
        order = '"%s", file_order' % stated[1] if stated else "file_order"
        query = 'SELECT %s FROM "%s" WHERE %s AND (%s) ORDER BY %s' % (columns, name, clause, where, order)
        return self.data.sql.execute(query, values).fetchall()


# ---- statistics, on lists of fractions -------------------------------------------------------

def figure(value):
    value = float(value)
    if math.isinf(value) or math.isnan(value):
        raise Missing("not defined")
    return value


def mean(values):
    return float(sum(values)) / len(values)


def median(values):
    return float(statistics.median(values))


def variance(values):
    if len(values) < 2:
        raise Missing("not defined")
    middle = Fraction(sum(values)) / len(values)
    return float(sum((v - middle) ** 2 for v in values) / (len(values) - 1))


def quantile(values, p):
    values = sorted(values)
    place = (len(values) - 1) * Fraction(str(p))
    low = math.floor(place)
    high = min(low + 1, len(values) - 1)
    return float(values[low] + (place - low) * (values[high] - values[low]))


def gini(values):
    middle = Fraction(sum(values)) / len(values)
    if min(values) < 0 or middle == 0:
        raise Missing("not defined")
    apart = sum(abs(a - b) for a in values for b in values)
    return float(apart / (2 * len(values) ** 2 * middle))


def theil(values):
    middle = Fraction(sum(values)) / len(values)
    if min(values) < 0 or middle == 0:
        raise Missing("not defined")
    parts = [float(v / middle) for v in values]
    return sum(p * math.log(p) if p > 0 else 0.0 for p in parts) / len(parts)


def skewness(values):
    count, middle = len(values), mean(values)
    spread = math.sqrt(variance(values)) if count > 1 else 0
    if count < 3 or spread == 0:
        return None
    return count / ((count - 1) * (count - 2)) * sum(((v - middle) / spread) ** 3 for v in values)


def kurtosis(values):
    count, middle = len(values), mean(values)
    spread = math.sqrt(variance(values)) if count > 1 else 0
    if count < 4 or spread == 0:
        return None
    fourth = sum(((v - middle) / spread) ** 4 for v in values)
    return (count * (count + 1) / ((count - 1) * (count - 2) * (count - 3)) * fourth
            - 3 * (count - 1) ** 2 / ((count - 2) * (count - 3)))


STATISTICS = {
    "sum": lambda v: float(sum(v)), "mean": mean, "median": median,
    "range": lambda v: float(max(v) - min(v)), "variance": variance,
    "stddev": lambda v: math.sqrt(variance(v)), "gini": gini, "theil": theil,
}


# ---- one measure in one cell -----------------------------------------------------------------

class Measure:
    """kind: a word of section 3. where: (SQL condition, Lua filter). expression: SQL of a computed
    column whose values are whole numbers. stop: { missing = "stop" }."""

    def __init__(self, kind, dataset, column=None, where=None, stop=False, extra=None, share=None,
                 of_all=False, expression=None, period="own", dated=None):
        self.kind, self.dataset, self.column = kind, dataset, column
        self.where, self.stop, self.extra, self.share = where, stop, extra, share
        self.of_all, self.expression, self.period, self.dated = of_all, expression, period, dated

    def lua(self):
        dataset = "data." + self.dataset
        if self.where:
            spaced = " " + self.where[1] if self.where[1].startswith("{") else "(%s)" % self.where[1]
            dataset += ":where" + spaced
        if self.dated:
            dataset += ":dated" + self.dated
        last = ', { missing = "stop" }' if self.stop else ""
        if self.kind == "share":
            last = ', { of = "all" }' if self.of_all else ""
            return "share(%s, %s%s)" % (dataset, self.share[1], last)
        if self.expression:
            return "%s(%s%s)" % (self.kind, self.expression[1].replace("$", dataset), last)
        column = dataset + ("." + self.column if self.column else "")
        if self.kind == "quantile":
            column += ", %s" % self.extra
        if self.kind == "weighted_mean":
            column += ", %s.%s" % (dataset, self.extra)
        return "%s(%s%s)" % (self.kind, column, last)

    def condition(self):
        return self.where[0] if self.where else "TRUE"

    def count_rows(self, cube, unit, t, condition):
        clause, values = cube.where(self.dataset, unit, t, self.period)
        query = 'SELECT count(*) FROM "%s" WHERE %s AND (%s) AND (%s)' % (
            self.dataset, clause, self.condition(), condition)
        return cube.data.sql.execute(query, values).fetchone()[0]

    def work_out(self, cube, unit, t):
        cube.check(self.dataset, unit, t)
        if self.kind == "share":
            return self.work_out_share(cube, unit, t)
        records = self.count_rows(cube, unit, t, "TRUE")
        if self.kind == "count" and self.column is None:
            return float(records)
        chosen = self.expression[0] if self.expression else '"%s"' % self.column
        present = self.count_rows(cube, unit, t, chosen + " IS NOT NULL")
        if self.kind == "weighted_mean":
            present = self.count_rows(cube, unit, t, '%s IS NOT NULL AND "%s" IS NOT NULL' % (chosen, self.extra))
        if self.stop and present < records:
            raise Missing("missing in the data")
        if self.kind == "distinct" and records and not present:
            raise Missing("missing in the data")  # not 0: nobody knows how many
        if self.kind in ("count", "distinct"):
            clause, values = cube.where(self.dataset, unit, t, self.period)
            query = 'SELECT count(%s %s) FROM "%s" WHERE %s AND (%s)' % (
                "DISTINCT" if self.kind == "distinct" else "", chosen, self.dataset, clause,
                self.condition())
            return float(cube.data.sql.execute(query, values).fetchone()[0])
        if present == 0:
            raise Missing("missing in the data" if records else "no records")
        return self.of_values(cube, unit, t, chosen)

    def work_out_share(self, cube, unit, t):
        condition, _, tested = self.share
        below = "TRUE" if self.of_all else " AND ".join('"%s" IS NOT NULL' % c for c in tested)
        records = self.count_rows(cube, unit, t, "TRUE")
        valid = self.count_rows(cube, unit, t, below)
        if valid == 0:
            raise Missing("missing in the data" if records else "no records")
        return self.count_rows(cube, unit, t, condition) / valid

    def of_values(self, cube, unit, t, chosen):
        kind = "whole" if self.expression else cube.data.tables[self.dataset]["columns"][self.column]
        numeric = kind in ("whole", "decimal")
        if self.kind == "weighted_mean":
            rows = cube.rows(self.dataset, unit, t, '"%s__text", "%s__text"' % (self.column, self.extra),
                             self.condition(), self.period)
            pairs = [(Fraction(x), Fraction(w)) for x, w in rows if x is not None and w is not None]
            weights = sum(w for _, w in pairs)
            if weights == 0:
                raise Missing("division by zero")
            return figure(sum(x * w for x, w in pairs) / weights)
        read = chosen if self.expression else '"%s__text"' % self.column
        rows = cube.rows(self.dataset, unit, t, read, "(%s) AND %s IS NOT NULL" % (self.condition(), chosen),
                         self.period)
        values = [Fraction(v) if numeric else v for v, in rows]
        if self.kind in ("first", "last"):
            value = values[0 if self.kind == "first" else -1]
            return figure(value) if numeric else value
        if self.kind in ("min", "max"):
            value = (min if self.kind == "min" else max)(values)
            return figure(value) if numeric else value
        if self.kind == "only":
            assert len(set(values)) == 1
            return figure(values[0]) if numeric else values[0]
        if self.kind == "values":
            return frozenset(values)
        if self.kind == "quantile":
            return quantile(values, self.extra)
        return figure(STATISTICS[self.kind](values))
