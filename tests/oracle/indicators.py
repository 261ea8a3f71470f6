"""indicators.py - what is compared: every measure of section 3, every word of section 4.

Each function adds indicators to a scenario over the datasets that scenarios.py makes.
"""
import words as w
from words import Expression, measure


# ---- the measures of section 3 ---------------------------------------------------------------

FILTERS = [
    ("kind = 'protocol'", '{ kind = "protocol" }'),
    ("kind IN ('protocol', 'letter')", '{ kind = { "protocol", "letter" } }'),
    ("amount > 10", "{ amount = above(10) }"),
    ("amount >= 7.5", "{ amount = at_least(7.5) }"),
    ("amount < 0", "{ amount = below(0) }"),
    ("rating <= 3", "{ rating = at_most(3) }"),
    ("rating BETWEEN 2 AND 4", "{ rating = between(2, 4) }"),
    ("signed_on >= '2016-07-01'", '{ signed_on = at_least("2016-07-01") }'),
    ("kind <> 'letter'", '{ kind = is_not("letter") }'),
    ("kind NOT IN ('letter', 'protocol')", '{ kind = is_not { "letter", "protocol" } }'),
    ("theme IN ('Économie', 'étude')", '{ theme = like("e*") }'),
    ("amount IS NULL", "{ amount = missing() }"),
    ("amount IS NOT NULL AND kind = 'letter'", '{ amount = present(), kind = "letter" }'),
    ("kind = 'letter' OR rating = 5", 'either { { kind = "letter" }, { rating = 5 } }'),
    ("weight > rating", "{ weight = above(data.agreements.rating) }"),
]


def add_measures(scenario):
    add = scenario.add
    for dataset in ("agreements", "events", "contacts"):
        add(measure("count", dataset))
    for column in ("amount", "kind", "signed_on"):
        add(measure("count", "agreements", column))
        add(measure("distinct", "agreements", column))
    for dataset, column in (("agreements", "amount"), ("agreements", "weight"), ("agreements", "rating"),
                            ("events", "people"), ("events", "cost"), ("contacts", "hours")):
        for kind in ("sum", "mean", "median", "min", "max", "range", "stddev", "variance", "gini",
                     "theil", "first", "last"):
            if kind == "theil" and column == "amount":
                continue
            add(measure(kind, dataset, column))
        add(measure("quantile", dataset, column, extra=0.25))
        add(measure("quantile", dataset, column, extra=0.9))
        add(measure("sum", dataset, column, stop=True))
        add(measure("mean", dataset, column, stop=True))
        add(measure("count", dataset, column, stop=True))
    for kind in ("min", "max"):
        add(measure(kind, "agreements", "signed_on"))
    for kind in ("first", "last", "values"):
        add(measure(kind, "agreements", "theme"))
    add(measure("weighted_mean", "agreements", "rating", extra="weight"))
    add(measure("weighted_mean", "agreements", "rating", extra="weight", stop=True))
    for sql, lua in FILTERS:
        add(measure("count", "agreements", where=(sql, lua)))
        add(measure("sum", "agreements", "amount", where=(sql, lua)))
    add(measure("share", "agreements", share=("kind = 'letter'", '{ kind = "letter" }', ["kind"])))
    add(measure("share", "agreements", share=("kind = 'letter'", '{ kind = "letter" }', ["kind"]), of_all=True))
    add(measure("share", "agreements", share=("kind = 'letter' AND rating >= 3",
                                              '{ kind = "letter", rating = at_least(3) }', ["kind", "rating"])))
    add(measure("share", "agreements", share=("rating >= 3", "{ rating = at_least(3) }", ["rating"]),
                where=("kind = 'letter'", '{ kind = "letter" }')))
    add(measure("sum", "agreements", expression=("weight * rating", "$.weight * $.rating")))
    add(measure("sum", "agreements", expression=("abs(weight - rating)", "abs($.weight - $.rating)")))
    add(measure("max", "agreements", expression=("CASE kind WHEN 'letter' THEN 1 WHEN 'protocol' THEN 2 "
                                                 "WHEN 'convention' THEN 4 END",
                                                 "recode($.kind, { letter = 1, protocol = 2, convention = 4 })")))
    for kind in ("count", "sum", "last"):
        add(measure(kind, "agreements", kind != "count" and "amount" or None, dated=' "signed_on"',
                    period=("date", "signed_on")))
    add(measure("count", "agreements", where=FILTERS[0], dated=' "signed_on"', period=("date", "signed_on")))
    add(measure("sum", "agreements", "amount", dated="(false)", period=None))
    add(measure("sum", "cooperations", "population"))
    add(measure("sum", "contacts", "hours", where=("role = 'mayor'", '{ role = "mayor" }')))


# ---- the words of section 4 ------------------------------------------------------------------

def bases():
    """Figures that are often missing, negative, zero, tied."""
    return [measure("count", "agreements"), measure("sum", "agreements", "amount"),
            measure("sum", "agreements", "weight"), measure("max", "agreements", "rating"),
            measure("sum", "events", "people"), measure("stddev", "agreements", "rating")]


def add_cells(scenario):
    add = scenario.add
    count, amount, weight, rating, people, spread = bases()
    for x, y in ((amount, weight), (weight, amount), (count, rating), (rating, spread)):
        add(x + y)
        add(x - y)
        add(x * y)
        add(x / y)
        add(w.cell("(%s // %s)", lambda a, b: float(w.divide(a, b) // 1) if b else w.divide(a, b), x, y))
        add(w.cell("(%s %% %s)",
                   lambda a, b: a % b if b else w.divide(a, b), x, y))
        add(w.cell("(%s ^ %s)", w.power, x, y))
        add(w.call("lowest", min, x, y, 3))
        add(w.call("highest", max, x, y, 3))
        add(w.coalesce(x, y, spread))
        add(w.when(w.call("above", lambda a, b: float(a > b), x, y), x, y))
        add(w.when(w.call("at_least", lambda a, b: float(a >= b), x, y), 1, y))
        add(w.when(w.call("below", lambda a, b: float(a < b), x, y), x, 0))
        add(w.when(w.call("at_most", lambda a, b: float(a <= b), x, y), x, y))
        add(w.when(w.call("equal", lambda a, b: float(a == b), x, y), 1, 0))
        low = w.call("below", lambda a, b: float(a < b), x, 3)
        high = w.call("above", lambda a, b: float(a > b), y, 2)
        add(w.when(w.joined("both", False, low, high), 1, 0))
        add(w.when(w.joined("either", True, low, high), 1, 0))
        add(w.when(w.call("negate", lambda c: float(c == 0), low), x, y))
        add(w.call("achievement", w.divide, x, y))
        add(w.call("progress", lambda a, b, c: w.divide(a - b, c - b), x, y, count))
    for x in (amount, weight, spread):
        add(w.cell("-(%s)", lambda a: -a, x))
        add(w.call("abs", abs, x))
        add(w.call("log", w.math.log, x))
        add(w.call("exp", w.math.exp, x))
        add(w.call("sqrt", w.math.sqrt, x))
        add(w.call("floor", lambda a: float(w.math.floor(a)), x))
        add(w.call("ceil", lambda a: float(w.math.ceil(a)), x))
        add(w.call("round", w.round_away, x, 1))
        add(w.cell("round(%s)", lambda a: w.round_away(a, 0), x))
        add(w.call("clamp", lambda a, lo, hi: min(max(a, lo), hi), x, 0, 25.5))
        add(w.or_zero(x))
        add(w.when(w.is_missing(x), 1, 0))
        add(w.when(w.is_missing(x, "no records"), 1, 0))
        add(w.when(w.is_missing(x, "missing in the data"), 1, x))
        add(w.when(w.call("between", lambda a, lo, hi: float(lo <= a <= hi), x, 0, 3), x, 7))
        add(w.goalposts(x, 0, 30))
        add(w.goalposts(x, 0, 30, lower=True))
        add(w.goalposts(x, 30, 0))
    add(w.period_year())
    add(w.period_end())
    add(count / w.period_year())
    add(w.of(5))
    add(w.call("exp", w.math.exp, people * 1000))
    add_mixes(add)


def add_mixes(add):
    count, amount, weight, rating, people, spread = bases()
    for how in ("arithmetic", "geometric", "harmonic"):
        for missing in ("stop", "skip"):
            add(w.mix([(amount, 0.5), (weight, 0.25), (people, 0.25)], how, missing))
            add(w.mix([(weight, 2), (rating, 0)], how, missing))
            add(w.mix([(rating, 1), (count, 1)], how, missing, bare=True))
            add(w.mix([(w.mix([(rating, 3), (people, 1)], how, missing), 1), (count, 2)], how, missing))


def add_along(scenario):
    add, periods = scenario.add, scenario.cube.periods
    last = len(periods) - 1
    for x in bases():
        for n in (None, 1, 2, 9):
            add(w.previous(x, n))
        add(w.change(x))
        add(w.change(x, growth=True))
        add(w.cumulative(x))
        for how in ("mean", "sum", "min", "max"):
            for n in (1, 2, 3):
                add(w.rolling(x, n, how))
        for number in sorted({0, last // 2, last}):
            key = periods[number].key
            written = key if key.isdigit() else '"%s"' % key
            add(w.base_index(x, written, number))
            add(w.at(x, written, number))
        add(w.overall(x))
        add(w.cagr(x))
        add(w.trend(x))
        add(x - w.overall(x))
        add(w.change(w.previous(x)))
        add(w.change(w.or_zero(x), growth=True))
        add(w.cumulative(w.or_zero(x)))
        add(w.cagr(w.or_zero(x)))


def add_units(scenario):
    add = scenario.add
    count, amount, weight, rating, people, spread = bases()
    low = scenario.named(amount, "lower")
    for x in (count, amount, weight, rating, people):
        for over in (False, True):
            for lower in (False, True):
                named = {"over_all": over, "lower": lower}
                for word in (w.rank, w.percent_rank, w.borda, w.minmax, w.zscore, w.fraction_of_best):
                    add(word(x, **named))
                add(w.minmax(x, 1, 5.5, **named))
            add(w.share_of_total(x, over_all=over))
            for how in ("min", "max", "mean", "median", "stddev", "gini", "range"):
                if how != "gini" or x is not amount:
                    add(w.of_units(x, how, over_all=over))
        add(w.rank(w.overall(x)))
        add(w.rank(w.change(x, growth=True)))
        add(w.change(w.rank(x)))
        add(w.coalesce(w.rank(x), 0))
        add(w.mix([(w.minmax(x), 1), (count, 1)]))
    for passed in (low, w.previous(low), w.rolling(low, 2, "mean"), w.cumulative(low), w.overall(low),
                   w.or_zero(low), w.coalesce(low, 3), w.passing("round", w.round_away, low, 0),
                   w.passing("floor", lambda a: float(w.math.floor(a)), low), low + 1, w.change(low)):
        add(w.rank(passed))
        add(w.minmax(passed))
    add(w.goalposts(low, -20, 60))


def add_texts(scenario):
    add = scenario.add
    theme, kind = measure("last", "agreements", "theme"), measure("first", "agreements", "kind")
    amount, rating = measure("sum", "agreements", "amount"), measure("max", "agreements", "rating")
    letter = w.call("equal", lambda a, b: float(a == b), kind, w.text("letter"))
    add(w.when(letter, w.text("yes"), w.text("no")))
    add(w.when(letter, theme, kind))
    add(w.when(letter, amount, rating))
    add(w.coalesce(theme, w.text("none")))
    add(w.coalesce(theme, kind))
    add(w.when(w.is_missing(theme, "missing in the data"), w.text("blank"), theme))
    add(w.previous(theme))
    add(w.overall(theme))
    add(w.at(theme, 2017, 2))
    add(w.when(w.call("equal", lambda a, b: float(a == b), theme, w.previous(theme)), 1, 0))
    signed = measure("max", "agreements", "signed_on")
    add(w.coalesce(signed, w.period_end()))
    add(w.previous(signed))
    # the author's own functions
    add(w.cell("apply(function(x, y) return x * y + 1 end, %s, %s)", lambda x, y: x * y + 1, amount, rating))
    add(w.cell("apply(function(x) return x / 0 end, %s)", refuse("not defined"), amount))
    add(w.cell("apply(function(x) return nil end, %s)", refuse("missing in the data"), amount))
    add(w.cell('apply(function(x) return nil, "not applicable" end, %s)', refuse("not applicable"), amount))
    add(w.cell('apply(function(x) return x .. "!" end, %s)', lambda x: x + "!", theme))
    add(w.mix([(w.cell('apply(function(x) if x < 10 then return nil, "not applicable" end return x end, %s)',
                       big, amount), 1), (rating, 1)]))
    add(own_count("function(records, cell) return #records end", lambda rows: float(len(rows))))
    add(own_count("function(records, cell) return count(records:where { kind = \"letter\" }) end",
                  lambda rows: float(sum(kind == "letter" for kind, _ in rows))))
    add(own_count("function(records, cell) local n = 0 for r in records:each() do if r.rating then "
                  "n = n + r.rating ^ 2 end end return n end",
                  lambda rows: float(sum(rating ** 2 for _, rating in rows if rating is not None))))
    add(own_count("function(records, cell) return sum(records.rating) end", total))


def refuse(reason):
    def function(*_):
        raise w.Missing(reason)
    return function


def big(x):
    if x < 10:
        raise w.Missing("not applicable")
    return x


def total(rows):
    there = [rating for _, rating in rows if rating is not None]
    if not there:
        raise w.Missing("missing in the data" if rows else "no records")
    return float(sum(there))


def own_count(lua, function):
    def work_out(cube, unit, t):
        return function(cube.rows("agreements", unit, t, "kind, rating"))
    return Expression("compute(data.agreements, %s)" % lua, work_out)


def add_families(scenario):
    kinds = ["convention", "letter", "protocol"]
    by_kind = [measure("count", "agreements", where=("kind = '%s'" % k, "{}")) for k in kinds]
    count, present = measure("count", "agreements"), measure("count", "agreements", "kind")
    family = "across(data.agreements.kind, count(data.agreements))"
    scenario.add_family(family, list(zip(kinds, by_kind)))
    scenario.add_family(family + " / count(data.agreements.kind)",
                        [(k, x / present) for k, x in zip(kinds, by_kind)])
    scenario.add_family("growth(%s)" % family, [(k, w.change(x, growth=True)) for k, x in zip(kinds, by_kind)])
    scenario.add_family("rank(%s)" % family, [(k, w.rank(x)) for k, x in zip(kinds, by_kind)])
    sums = [measure("sum", "agreements", "amount", where=("rating = %d" % r, "{}")) for r in range(1, 6)]
    scenario.add_family("across(data.agreements.rating, sum(data.agreements.amount))",
                        [(str(r), x) for r, x in zip(range(1, 6), sums)])
    themes = ["culture", "Économie", "étude", "health", "water"]
    found = [measure("count", "agreements", where=("theme = '%s'" % t, "{}")) for t in themes]
    scenario.add_family("across(data.agreements.theme, count(data.agreements))", list(zip(themes, found)))
    scenario.add(count)
