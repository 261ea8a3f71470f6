"""scenarios.py - the data and the indicators that oracle.py compares.

Each function of ALL makes its data in a folder and yields scenarios: an evaluation's settings, its
indicators as expressions, and the cube in which they are worked out again. The data hold what goes
wrong: missing values, units with one record or none, ties, negatives, sums of zero, blank dates,
blank keys, records outside the periods.
"""
import json
import os
import random

import words as w
from indicators import (add_along, add_cells, add_families, add_measures, add_texts, add_units,
                        bases, refuse)
from measures import ALL_TIME, Cube, Data, Units, months, quarters, years
from words import Expression, measure


class Scenario:
    def __init__(self, name, cube, settings, totals=False, prelude=(), options=(), shown=None,
                 whole_key=None):
        self.name, self.cube, self.totals = name, cube, totals
        self.settings = list(settings) + (["totals = true"] if totals else [])
        self.prelude, self.options = list(prelude), list(options)
        self.shown = set(range(len(cube.periods))) if shown is None else set(shown)
        self.whole_key = whole_key
        self.indicators, self.families = [], {}

    def add(self, expression, fields=""):
        self.indicators.append(("i%03d" % len(self.indicators), expression, fields))

    def add_family(self, lua, members):
        """across: an indicator for each value, named name[value]; members: (value, expression)."""
        name = "i%03d" % len(self.indicators)
        family = Expression(lua, None)
        self.indicators.append((name, family, ""))
        self.families[name] = [("%s[%s]" % (name, value), expression) for value, expression in members]

    def named(self, expression, better):
        """An indicator of its own, with a direction, as a part of others."""
        name = "own%d" % len(self.prelude)
        self.prelude.append('local %s = indicator { name = "%s", title = "%s", better = "%s", value = %s }'
                            % (name, name, name, better, expression.lua))
        return Expression(name, expression.figure, [expression], lower=better == "lower",
                          once=expression.once)


# ---- data ------------------------------------------------------------------------------------

COOPERATIONS = ["c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9"]
COUNTRIES = ["Tunisia", "Morocco", "Armenia", "Morocco", "Tunisia", None, "Armenia", "Chile", "Tunisia"]
KINDS = ["convention", "protocol", "letter", None]


def decimal(source, low, high):
    return "%.2f" % (source.randint(low * 100, high * 100) / 100)


def maybe(source, chance, value):
    return None if source.random() < chance else value


def day(source, first, last):
    return "%d-%02d-%02d" % (source.randint(first, last), source.randint(1, 12), source.randint(1, 28))


def fill(data, source):
    units = []
    for number, key in enumerate(COOPERATIONS):
        units.append({"id": key, "name": "City %d" % (9 - number), "country": COUNTRIES[number],
                      "population": None if key == "c5" else str(1000 * (number + 1)),
                      "target": None if key == "c3" else "%.1f" % (number + 1.5)})
    data.add("cooperations", {"id": "text", "name": "text", "country": "text", "population": "whole",
                              "target": "decimal"}, units, key="id")

    agreements = []
    for number in range(170):
        # c7 has one record, c8 none, c9 none with an amount; some reach no unit
        key = source.choice(["c1", "c2", "c3", "c4", "c5", "c6", "c9", None])
        amount = maybe(source, 0.3, decimal(source, -20, 80))
        agreements.append({
            "cooperation": key, "year": maybe(source, 0.05, str(source.randint(2013, 2020))),
            "kind": source.choice(KINDS), "amount": None if key == "c9" else amount,
            "weight": maybe(source, 0.2, str(source.choice([0, 0, 1, 2, 3]))),
            "rating": maybe(source, 0.2, str(source.randint(1, 5))),
            "signed_on": maybe(source, 0.3, day(source, 2014, 2020)), "theme": maybe(
                source, 0.2, source.choice(["water", "culture", "Économie", "étude", "health"]))})
    # two that cancel, and the one of c7
    for amount in ("12.34", "-12.34"):
        agreements.append({"cooperation": "c6", "year": "2016", "kind": "letter", "amount": amount,
                           "weight": "0", "rating": "3", "signed_on": None, "theme": "water"})
    agreements = [a for a in agreements
                  if not (a["cooperation"] == "c6" and a["year"] == "2016" and a["signed_on"])]
    agreements.append({"cooperation": "c7", "year": "2017", "kind": "protocol", "amount": "7.50",
                       "weight": "2", "rating": "4", "signed_on": "2017-05-06", "theme": "water"})
    data.add("agreements", {"cooperation": "text", "year": "whole", "kind": "text", "amount": "decimal",
                            "weight": "whole", "rating": "whole", "signed_on": "date", "theme": "text"},
             agreements, period=("year", "year"))

    events = []
    for number in range(400):
        events.append({
            "cooperation": source.choice(COOPERATIONS[:7] + [None]),
            "held_on": maybe(source, 0.1, day(source, 2014, 2020)),
            "people": maybe(source, 0.15, str(source.randint(0, 60))),
            "cost": maybe(source, 0.2, decimal(source, 0, 300))})
    data.add("events", {"cooperation": "text", "held_on": "date", "people": "whole", "cost": "decimal"},
             events, period=("date", "held_on"))

    contacts = []
    for number in range(30):
        contacts.append({"cooperation": source.choice(COOPERATIONS[:5]),
                         "role": source.choice(["mayor", "officer", "teacher"]),
                         "hours": maybe(source, 0.2, str(source.randint(1, 40)))})
    data.add("contacts", {"cooperation": "text", "role": "text", "hours": "whole"}, contacts)


def make_data(folder, seed):
    source = random.Random(seed)
    data = Data(folder)
    fill(data, source)
    return data


# ---- scenarios -------------------------------------------------------------------------------

YEARS = ["units = data.cooperations", "periods = years(2015, 2019)"]


def measures_by_year(folder, seed):
    data = make_data(folder, seed)
    scenario = Scenario("measures_by_year", Cube(data, Units(data), years(2015, 2019)), YEARS, totals=True)
    add_measures(scenario)
    yield scenario
    scenario = Scenario("only_by_year", Cube(data, Units(data), years(2015, 2019)), YEARS)
    scenario.add(measure("only", "cooperations", "target"))
    scenario.add(measure("only", "cooperations", "country"))
    scenario.add(measure("count", "agreements"),
                 ", target = only(data.cooperations.target)")
    target = measure("only", "cooperations", "target")
    scenario.add(w.cell("achievement(%s, %s)", w.divide, measure("count", "agreements"), target))
    scenario.add(w.cell("progress(%s, 1, %s)", lambda a, t: w.divide(a - 1, t - 1),
                        measure("count", "agreements"), target))
    # an indicator's own target and baseline
    count = measure("count", "agreements")
    scenario.prelude += [
        'local both = indicator { name = "both", title = "Both", value = %s, target = %s, baseline = 1 }'
        % (count.lua, target.lua),
        'local none = indicator { name = "none", title = "None", value = %s }' % count.lua]
    scenario.add(Expression("achievement(both)", w.call("", w.divide, count, target).figure, [count]))
    scenario.add(Expression("progress(both)", w.call("", lambda a, t: w.divide(a - 1, t - 1), count,
                                                     target).figure, [count]))
    scenario.add(Expression("achievement(none)", refuse("no target"), [count]))
    scenario.add(Expression("progress(none)", refuse("no target"), [count]))
    yield scenario


def no_records(folder, seed):
    """A dataset without a record, and units of which none is left."""
    data = make_data(folder, seed)
    data.add("visits", {"cooperation": "text", "year": "whole", "cost": "decimal"}, [], period=("year", "year"))
    scenario = Scenario("no_records", Cube(data, Units(data), years(2015, 2018)),
                        ["units = data.cooperations", "periods = years(2015, 2018)"], totals=True)
    x = measure("count", "visits")
    for y in (x, w.change(x), w.change(x, growth=True), w.cumulative(x), w.overall(x), w.trend(x), w.cagr(x),
              w.rank(x), w.share_of_total(x), w.minmax(x), w.zscore(x), w.of_units(x, "gini"),
              measure("distinct", "visits", "cooperation")):
        scenario.add(y)
    yield scenario
    nobody = Units(data, where="country = 'Nowhere'")
    scenario = Scenario("no_units", Cube(data, nobody, years(2015, 2018)),
                        ["units = data.cooperations", 'where = { country = "Nowhere" }',
                         "periods = years(2015, 2018)"], totals=True)
    for x in bases():
        for y in (x, w.rank(x), w.cumulative(x), w.of_units(x, "mean"), w.winsorise(x), w.overall(x)):
            scenario.add(y)
    yield scenario


def words_by_year(folder, seed):
    data = make_data(folder, seed)
    for name, add in (("cells", add_cells), ("along", add_along), ("units", add_units),
                      ("texts", add_texts), ("families", add_families)):
        cube = Cube(data, Units(data), years(2015, 2019))
        scenario = Scenario("words_" + name, cube, YEARS, totals=True)
        add(scenario)
        yield scenario


def other_periods(folder, seed):
    data = make_data(folder, seed)
    made = [("quarters", 'quarters("2016-Q1", "2017-Q2")', quarters(2016 * 4, 2017 * 4 + 1), ["events"]),
            ("months", 'months("2016-11", "2017-03")', months(2016 * 12 + 10, 2017 * 12 + 2), ["events"]),
            ("april", 'years(2015, 2018, { start = "04-01" })', years(2015, 2018, (4, 1)), ["events"]),
            ("one", "years(2017, 2017)", years(2017, 2017), ["events", "agreements"]),
            ("all", "all_time()", ALL_TIME, ["events", "agreements"])]
    for name, lua, periods, datasets in made:
        scenario = Scenario("periods_" + name, Cube(data, Units(data), periods),
                            ["units = data.cooperations", "periods = " + lua], totals=True)
        for x in ([measure("count", "events"), measure("sum", "events", "cost"), measure("mean", "events", "people")]
                  + [measure("sum", "agreements", "amount")] * ("agreements" in datasets)):
            scenario.add(x)
            scenario.add(w.previous(x))
            scenario.add(w.change(x, growth=True))
            scenario.add(w.cumulative(x))
            scenario.add(w.rolling(x, 2, "mean"))
            scenario.add(w.overall(x))
            scenario.add(w.cagr(x))
            scenario.add(w.trend(x))
            scenario.add(w.rank(x))
            scenario.add(w.zscore(x, over_all=True))
        scenario.add(w.period_year())
        scenario.add(w.period_end())
        if "agreements" in datasets and name == "all":
            for how in ("mean", "median", "distinct", "stddev"):
                scenario.add(measure(how, "agreements", "rating"))
        yield scenario


def other_units(folder, seed):
    data = make_data(folder, seed)
    made = [("countries", "data.cooperations.country", Units(data, column="country"), True),
            ("whole", 'whole("Madrid")', Units(data, whole="Madrid"), False),
            ("narrowed", 'data.cooperations:where { country = { "Tunisia", "Morocco" } }',
             Units(data, where="country IN ('Tunisia', 'Morocco')"), True),
            ("where", 'data.cooperations, where = { country = is_not("Tunisia") }',
             Units(data, where="country <> 'Tunisia'"), True),
            ("option", "data.cooperations", Units(data, where="country = 'Tunisia'"), True),
            ("via", 'data.cooperations, via = { contacts = "all" }',
             Units(data, ways={"contacts": "all"}), True)]
    for name, lua, units, totals in made:
        scenario = Scenario("by_" + name, Cube(data, units, years(2015, 2018)),
                            ["units = " + lua, "periods = years(2015, 2018)"], totals=totals,
                            whole_key="Madrid" if units.whole else None,
                            options=["--where", "country=Tunisia"] * (name == "option"))
        for x in bases() + [measure("sum", "contacts", "hours")]:
            scenario.add(x)
            scenario.add(w.change(x, growth=True))
            scenario.add(w.overall(x))
            scenario.add(w.rank(x))
            scenario.add(w.percent_rank(x))
            scenario.add(w.share_of_total(x))
            scenario.add(w.zscore(x))
            scenario.add(w.of_units(x, "stddev"))
        scenario.add(measure("distinct", "events", "cooperation"))
        yield scenario


def definitions(folder, seed):
    data = make_data(folder, seed)
    count, amount, weight, rating, people, spread = bases()
    settings = ["units = data.cooperations", "periods = years(2015, 2019)"]
    cube = Cube(data, Units(data), years(2015, 2019))
    scenario = Scenario("definitions", cube, settings)
    series = [w.by_year([0, 2], [count, rating], ["1", "3"]),
              w.by_year([0, 2], [amount, people], ["1", "3"]),
              w.by_year([0, 1, 3], [count, people, weight], ["1", "2", "4"]),
              w.by_year([1, 3], [count, people], ["2", "4"]),
              w.by_year([2], [amount], ["3"]),
              w.by_year([0, 4], [count, amount], ["2015", "2019"]),
              w.by_year([0, 2], [count, people], ["1", "3"], bridge=True)]
    for x in series:
        scenario.add(x)
        for y in (x, x + 1):
            for n in (1, 2, 3):
                scenario.add(w.previous(y, n))
            scenario.add(w.change(y))
            scenario.add(w.change(y, growth=True))
            scenario.add(w.cumulative(y))
            scenario.add(w.rolling(y, 2, "sum"))
            scenario.add(w.rolling(y, 3, "mean"))
            for year in (2015, 2017, 2019):
                scenario.add(w.base_index(y, year, year - 2015))
                scenario.add(w.at(y, year, year - 2015))
            scenario.add(w.overall(y))
            scenario.add(w.cagr(y))
            scenario.add(w.trend(y))
            scenario.add(w.rank(y))
        scenario.add(w.mix([(x, 1), (count, 1)]))
    yield scenario


def added_years(folder, seed):
    """--years prints years that the script lacks; figures that do not use them never change."""
    data = make_data(folder, seed)
    cube = Cube(data, Units(data), years(2014, 2020), own=(2, 4))
    scenario = Scenario("added_years", cube, ["units = data.cooperations", "periods = years(2016, 2018)"],
                        totals=True, options=["--years", "2014:2020"])
    for x in bases():
        for y in (x, w.previous(x), w.change(x), w.rolling(x, 2, "sum"), w.cumulative(x), w.overall(x),
                  w.cagr(x), w.trend(x), w.rank(x), w.at(x, 2017, 3), w.base_index(x, 2016, 2)):
            scenario.add(y)
    yield scenario


def many_units(folder, seed):
    """Enough units, and odd enough, for winsorise."""
    source = random.Random(seed)
    data = Data(folder)
    keys = ["u%02d" % n for n in range(40)]
    data.add("cooperations", {"id": "text"}, [{"id": key} for key in keys], key="id")
    rows = []
    for key in keys:
        rows.append({"cooperation": key, "a": maybe(source, 0.1, str(source.choice([1, 2, 2, 3, 4, 5, 900]))),
                     "b": str(source.randint(-3, 3)), "c": maybe(source, 0.2, decimal(source, 0, 9)),
                     "d": str(source.randint(0, 9) ** 6), "e": "7"})
    rows[3]["b"], rows[8]["b"], rows[9]["d"], rows[4]["b"] = "-400", "-390", "99999999", "120"
    rows[3]["c"], rows[5]["c"], rows[6]["c"] = "50000.00", "50000.00", "800.00"
    columns = {"cooperation": "text", "a": "whole", "b": "whole", "c": "decimal", "d": "whole", "e": "whole"}
    data.add("scores", columns, rows)
    scenario = Scenario("many_units", Cube(data, Units(data), ALL_TIME),
                        ["units = data.cooperations", "periods = all_time()"], totals=True)
    for column in "abcde":
        x = measure("sum", "scores", column)
        scenario.add(x)
        scenario.add(w.winsorise(x))
        for skew, kurt, most in ((2, 3.5, 1), (2, 3.5, 2), (1, 1, 5), (1, 1, 12), (0.5, 0.5, 3)):
            scenario.add(w.winsorise(x, skew, kurt, most))
        scenario.add(w.zscore(w.winsorise(x)))
        scenario.add(w.minmax(w.winsorise(x), 0, 100))
        for word in (w.rank, w.percent_rank, w.borda, w.zscore, w.minmax, w.fraction_of_best):
            scenario.add(word(x))
            scenario.add(word(x, lower=True))
        for how in ("min", "max", "mean", "median", "stddev", "gini", "range"):
            scenario.add(w.of_units(x, how))
        scenario.add(w.share_of_total(x))
    yield scenario


# ---- with a datapackage: lives, pairs, coverage -----------------------------------------------

def describe(data, resources):
    """datapackage.json; resources: name -> (fields, more properties)."""
    kinds = {"text": "string", "whole": "integer", "decimal": "number", "date": "date"}
    listed = []
    for name, more in resources.items():
        fields = [{"name": c, "type": kinds[k]} for c, k in data.tables[name]["columns"].items()]
        schema = {"fields": fields}
        for extra in ("primaryKey", "foreignKeys"):
            if extra in more:
                schema[extra] = more.pop(extra)
        listed.append(dict({"name": name, "path": name + ".csv", "schema": schema}, **more))
    with open(os.path.join(data.folder, "datapackage.json"), "w", encoding="utf-8") as out:
        json.dump({"name": "oracle", "resources": listed}, out, indent=1)


TO_UNIT = [{"fields": "cooperation", "reference": {"resource": "cooperations", "fields": "id"}}]


def lives_and_pairs(folder, seed):
    source = random.Random(seed)
    data = Data(folder)
    lives = {"c1": (None, None), "c2": ("2016-03-01", None), "c3": (None, "2017-12-31"),
             "c4": ("2016-01-01", "2016-12-31"), "c5": ("2022-01-01", None), "c6": ("2014-05-01", "2018-01-01")}
    data.add("cooperations", {"id": "text", "from": "date", "until": "date"},
             [{"id": key, "from": a, "until": b} for key, (a, b) in lives.items()], key="id")
    rows = []
    for number in range(80):
        begin = day(source, 2013, 2019)
        end = "%d%s" % (int(begin[:4]) + source.randint(0, 3), begin[4:])
        rows.append({"cooperation": source.choice(list(lives)), "from": maybe(source, 0.1, begin),
                     "until": maybe(source, 0.2, end), "amount": maybe(source, 0.2, decimal(source, 1, 90))})
    data.add("projects", {"cooperation": "text", "from": "date", "until": "date", "amount": "decimal"}, rows,
             period=("pair", "from", "until"))
    describe(data, {"cooperations": {"primaryKey": "id", "period": ["from", "until"]},
                    "projects": {"foreignKeys": TO_UNIT, "period": ["from", "until"]}})
    units = Units(data)
    units.life = lives
    scenario = Scenario("lives_and_pairs", Cube(data, units, years(2015, 2018)),
                        ["units = data.cooperations", "periods = years(2015, 2018)"])
    for x in (measure("count", "projects"), measure("sum", "projects", "amount"),
              measure("mean", "projects", "amount")):
        for y in (x, w.previous(x), w.change(x), w.cumulative(x), w.rolling(x, 2, "mean"), w.overall(x),
                  w.cagr(x), w.trend(x), w.rank(x), w.zscore(x), w.or_zero(x), w.coalesce(x, w.of(0)),
                  w.of_units(x, "mean")):
            scenario.add(y)
    both = ('"from" IS NOT NULL AND "until" IS NOT NULL', ':where { from = present(), ["until"] = present() }')
    for x in (w.spread("projects", "amount", *both),):
        for y in (x, w.overall(x), w.cumulative(x)):
            scenario.add(y)
    yield scenario


def coverage(folder, seed):
    source = random.Random(seed)
    data = Data(folder)
    keys = ["c1", "c2", "c3", "c4"]
    data.add("cooperations", {"id": "text"}, [{"id": key} for key in keys], key="id")
    reported = sorted((key, year) for key in keys[:3] for year in range(2015, 2019)
                      if source.random() < 0.6)
    data.add("reports", {"cooperation": "text", "year": "whole"},
             [{"cooperation": key, "year": str(year)} for key, year in reported], period=("year", "year"))
    rows = []
    for number in range(25):
        key, year = source.choice(reported)
        rows.append({"cooperation": key, "year": str(year), "amount": maybe(source, 0.3, decimal(source, 1, 9))})
    data.add("meetings", {"cooperation": "text", "year": "whole", "amount": "decimal"}, rows,
             period=("year", "year"))
    describe(data, {"cooperations": {"primaryKey": "id"},
                    "reports": {"foreignKeys": TO_UNIT, "period": "year"},
                    "meetings": {"foreignKeys": TO_UNIT, "period": "year",
                                 "coverage": {"by": ["cooperation", "year"], "in": "reports"}}})
    cube = Cube(data, Units(data), years(2015, 2018), coverage={"meetings": set(reported)})
    scenario = Scenario("coverage", cube, ["units = data.cooperations", "periods = years(2015, 2018)"],
                        totals=True)
    for x in (measure("count", "meetings"), measure("sum", "meetings", "amount")):
        for y in (x, w.previous(x), w.change(x), w.cumulative(x), w.rolling(x, 2, "sum"), w.overall(x),
                  w.trend(x), w.rank(x), w.or_zero(x), w.of_units(x, "mean"), x + w.previous(x)):
            scenario.add(y)
    yield scenario


ALL = [measures_by_year, no_records, words_by_year, other_periods, other_units, definitions, added_years, many_units,
       lives_and_pairs, coverage]
