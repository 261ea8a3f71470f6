"""words.py - the expressions of LANGUAGE.md section 4, worked out in plain Python.

An Expression knows how it is written in Lua and what its figure is in a cell. Written from the
definitions of LANGUAGE.md alone: sections 4 (formulas) and 6 (which reason stands).
A cell is (unit, t): unit None is the total, t a period's number or "overall".
"""
import math
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from fractions import Fraction

from measures import Measure, Missing, STATISTICS, first_reason, kurtosis, mean, skewness


class Expression:
    def __init__(self, lua, work_out, parts=(), lower=False, once=False, breaks=None, compares=False):
        self.lua, self.work_out, self.parts = lua, work_out, parts
        self.lower, self.once = lower, once
        self.compares = compares or any(p.compares for p in parts)
        if breaks is None:
            breaks = sorted(set(b for p in parts for b in p.breaks))
        self.breaks = breaks

    def figure(self, cube, unit, t):
        key = (self, unit, t)
        if key not in cube.cache:
            cube.cache[key] = self.find(cube, unit, t)
        found = cube.cache[key]
        if isinstance(found, Missing):
            raise Missing(found.reason)
        return found

    def find(self, cube, unit, t):
        if unit is None and self.compares and cube.units.whole is None:
            return Missing("not applicable")
        try:
            value = self.work_out(cube, unit, t)
            if isinstance(value, complex):
                return Missing("not defined")
            if isinstance(value, float) and (math.isinf(value) or math.isnan(value)):
                return Missing("not defined")
            return value
        except Missing as missing:
            return missing
        except (OverflowError, ValueError):
            return Missing("not defined")

    def reason(self, cube, unit, t):
        try:
            self.figure(cube, unit, t)
        except Missing as missing:
            return missing.reason
        return None

    # Lua's operators
    def __add__(self, other):
        return cell("(%s + %s)", lambda a, b: a + b, self, other)

    def __sub__(self, other):
        return cell("(%s - %s)", lambda a, b: a - b, self, other)

    def __mul__(self, other):
        return cell("(%s * %s)", lambda a, b: a * b, self, other)

    def __truediv__(self, other):
        return cell("(%s / %s)", divide, self, other)


def of(value):
    if isinstance(value, Expression):
        return value
    return Expression(repr(value), lambda cube, unit, t: float(value))


def text(value):
    return Expression('"%s"' % value, lambda cube, unit, t: value)


def measure(*arguments, **named):
    made = Measure(*arguments, **named)
    return Expression(made.lua(), made.work_out)


def spread(dataset, column, condition, lua):
    """sum(spread(column)): a record of a pair shares its number out by days."""
    def work_out(cube, unit, t):
        cube.check(dataset, unit, t)
        pair = cube.data.tables[dataset]["period"][1:]
        rows = cube.rows(dataset, unit, t, '"%s__text", "%s", "%s"' % ((column,) + pair), condition)
        if not rows:
            raise Missing("no records")
        first, last = cube.span(t)
        shares = []
        for number, begin, end in rows:
            if number is not None:
                inside = days(max(begin, first), min(end, last))
                shares.append(Fraction(number) * inside / days(begin, end))
        if not shares:
            raise Missing("missing in the data")
        return float(sum(shares))
    return Expression("sum(spread(data.%s%s.%s))" % (dataset, lua, column), work_out)


def days(first, last):
    return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1


def all_of(cube, cells):
    """The figures of several cells (expression, unit, t); missing with the first reason of all."""
    values, reasons = [], []
    for expression, unit, t in cells:
        try:
            values.append(expression.figure(cube, unit, t))
        except Missing as missing:
            reasons.append(missing.reason)
    if reasons:
        raise Missing(first_reason(reasons))
    return values


def divide(a, b):
    if b == 0:
        raise Missing("division by zero")
    return a / b


# ---- cell by cell ----------------------------------------------------------------------------

def cell(lua, function, *parts, **named):
    parts = [of(p) for p in parts]
    return Expression(lua % tuple(p.lua for p in parts),
                      lambda cube, unit, t: function(*all_of(cube, [(p, unit, t) for p in parts])),
                      parts, **named)


def call(name, function, *parts, **named):
    return cell("%s(%s)" % (name, ", ".join(["%s"] * len(parts))), function, *parts, **named)


def round_away(x, digits):
    unit = Decimal(1).scaleb(-int(digits))
    return float(Decimal(repr(x)).quantize(unit, rounding=ROUND_HALF_UP))


def power(a, b):
    if a == 0 and b < 0:
        raise Missing("not defined")
    return math.pow(a, b)


def passing(name, function, x, *others):
    """A word through which direction passes."""
    return call(name, function, x, *others, lower=of(x).lower)


def coalesce(*parts):
    parts = [of(p) for p in parts]

    def work_out(cube, unit, t):
        reasons = []
        for part in parts:
            try:
                return part.figure(cube, unit, t)
            except Missing as missing:
                reasons.append(missing.reason)
        raise Missing(first_reason(reasons))
    return Expression("coalesce(%s)" % ", ".join(p.lua for p in parts), work_out, parts,
                      lower=parts[0].lower)


def or_zero(x):
    def work_out(cube, unit, t):
        return 0.0 if x.reason(cube, unit, t) == "no records" else x.figure(cube, unit, t)
    return Expression("or_zero(%s)" % x.lua, work_out, [x], lower=x.lower)


def is_missing(x, reason=None):
    def work_out(cube, unit, t):
        found = x.reason(cube, unit, t)
        return float(found is not None and reason in (None, found))
    return Expression("is_missing(%s%s)" % (x.lua, ', "%s"' % reason if reason else ""), work_out, [x])


def joined(name, decisive, *parts):
    """both is decided by one known 0, either by one known 1."""
    def work_out(cube, unit, t):
        reasons, found = [], []
        for part in parts:
            try:
                found.append(part.figure(cube, unit, t) != 0)
            except Missing as missing:
                reasons.append(missing.reason)
        if decisive in found:
            return float(decisive)
        if reasons:
            raise Missing(first_reason(reasons))
        return float(not decisive)
    return Expression("%s(%s)" % (name, ", ".join(p.lua for p in parts)), work_out, parts)


def when(condition, x, y):
    x, y = of(x), of(y)

    def work_out(cube, unit, t):
        return (x if condition.figure(cube, unit, t) else y).figure(cube, unit, t)
    return Expression("when(%s, %s, %s)" % (condition.lua, x.lua, y.lua), work_out, [condition, x, y])


def period_year():
    def work_out(cube, unit, t):
        if t == "overall" or cube.periods[0].key == "all":
            raise Missing("not applicable")
        return float(cube.periods[t].year)
    return Expression("period_year()", work_out)


def period_end():
    def work_out(cube, unit, t):
        if t == "overall" or cube.periods[0].key == "all":
            raise Missing("not applicable")
        return cube.periods[t].last
    return Expression("period_end()", work_out)


def mix(parts, how="arithmetic", missing="stop", bare=False):
    """parts: (expression, weight)."""
    parts = [(of(x), w) for x, w in parts]

    def work_out(cube, unit, t):
        there, reasons, stopping = [], [], []
        for x, weight in parts:
            reason = x.reason(cube, unit, t)
            if reason is None:
                there.append((x.figure(cube, unit, t), weight))
                continue
            reasons.append(reason)
            if missing == "stop" and reason != "not applicable":
                stopping.append(reason)
        if stopping:
            raise Missing(first_reason(stopping))
        if not there:
            raise Missing(first_reason(reasons))
        total = sum(w for _, w in there)
        if total == 0:
            raise Missing("not defined")
        if how == "arithmetic":
            return sum(x * w for x, w in there) / total
        if any(x < 0 or (x == 0 and how == "harmonic") for x, _ in there):
            raise Missing("not defined")
        if how == "harmonic":
            return total / sum(w / x for x, w in there)
        if any(x == 0 and w > 0 for x, w in there):
            return 0.0
        return math.exp(sum(w * math.log(x) for x, w in there if w > 0) / total)
    written = ["%s" % x.lua if bare else "{ %s, weight = %r }" % (x.lua, w) for x, w in parts]
    lua = "mix { %s, how = \"%s\", missing = \"%s\" }" % (", ".join(written), how, missing)
    return Expression(lua, work_out, [x for x, _ in parts])


# ---- along periods ---------------------------------------------------------------------------

def crossed(x, low, high):
    """Whether x changes its definition between two periods."""
    return any(low < b <= high for b in x.breaks)


def window(cube, x, unit, low, high, needed):
    """The figures of the needed periods; missing with the first reason of all that hold."""
    reasons = []
    if min([low] + needed) < 0:
        reasons.append("no previous period")
    if any(0 < b and low < b <= high for b in x.breaks):
        reasons.append("definition changed")
    values = []
    for t in needed:
        if t < 0:
            continue
        try:
            values.append(x.figure(cube, unit, t))
        except Missing as missing:
            reasons.append(missing.reason)
    if reasons:
        raise Missing(first_reason(reasons))
    return values


def previous(x, n=None):
    back = 1 if n is None else n

    def work_out(cube, unit, t):
        if t == "overall":
            raise Missing("no previous period")
        return window(cube, x, unit, t - back, t, [t - back])[0]
    return Expression("previous(%s%s)" % (x.lua, "" if n is None else ", %d" % n), work_out, [x],
                      lower=x.lower)


def change(x, growth=False):
    def work_out(cube, unit, t):
        if t == "overall":
            raise Missing(first_reason([x.reason(cube, unit, t) or "no previous period",
                                        "no previous period"]))
        before, now = window(cube, x, unit, t - 1, t, [t - 1, t])
        return divide(now - before, abs(before)) if growth else now - before
    return Expression("%s(%s)" % ("growth" if growth else "change", x.lua), work_out, [x])


def cumulative(x):
    def work_out(cube, unit, t):
        if t == "overall":
            raise Missing("not applicable")
        return math.fsum(window(cube, x, unit, 0, t, list(range(t + 1))))
    return Expression("cumulative(%s)" % x.lua, work_out, [x], lower=x.lower)


def rolling(x, n, how):
    figure = {"mean": lambda v: math.fsum(v) / len(v), "sum": math.fsum, "min": min, "max": max}[how]

    def work_out(cube, unit, t):
        if t == "overall":
            raise Missing("not applicable")
        return figure(window(cube, x, unit, t - n + 1, t, list(range(t - n + 1, t + 1))))
    return Expression('rolling(%s, %d, "%s")' % (x.lua, n, how), work_out, [x], lower=x.lower)


def base_index(x, period, number):
    def work_out(cube, unit, t):
        if t == "overall":
            raise Missing("not applicable")
        low, high = min(t, number), max(t, number)
        values = window(cube, x, unit, low, high, [t, number])
        return divide(100 * values[0], values[1])
    return Expression("base_index(%s, %s)" % (x.lua, period), work_out, [x])


def by_year(begins, parts, keys, bridge=False):
    """begins: for each part the number of the first period in which it holds."""
    def work_out(cube, unit, t):
        if t == "overall":  # all periods together: one definition, or none
            first, last = cube.own
            if any(first < b <= last for b in begins[1:]):
                raise Missing("not defined" if bridge else "definition changed")
            t = first
            holding = [p for b, p in zip(begins, parts) if b <= t]
            if not holding or begins[0] > first:
                raise Missing("not applicable")
            return holding[-1].figure(cube, unit, "overall")
        holding = [p for b, p in zip(begins, parts) if b <= t]
        if not holding:
            raise Missing("not applicable")
        return holding[-1].figure(cube, unit, t)
    written = ", ".join("[%s] = %s" % (k, p.lua) for k, p in zip(keys, parts))
    lua = "by_year { %s%s }" % (written, ", bridge = true" if bridge else "")
    return Expression(lua, work_out, parts, breaks=[] if bridge else sorted(begins[1:]))


# ---- one figure for the unit -----------------------------------------------------------------

def at(x, period, number):
    return Expression("at(%s, %s)" % (x.lua, period),
                      lambda cube, unit, t: x.figure(cube, unit, number), [x], lower=x.lower, once=True)


def changed(cube, x):
    return crossed(x, *cube.own)


def overall(x):
    def work_out(cube, unit, t):
        if changed(cube, x):
            raise Missing(first_reason(["definition changed",
                                        x.reason(cube, unit, "overall") or "definition changed"]))
        return x.figure(cube, unit, "overall")
    return Expression("overall(%s)" % x.lua, work_out, [x], lower=x.lower, once=True)


def cagr(x):
    def work_out(cube, unit, t):
        first, last = cube.own
        start, end = window(cube, x, unit, first, last, [first, last])
        if first == last or start <= 0 or end <= 0:
            raise Missing("not defined")
        return (end / start) ** (1 / (last - first)) - 1
    return Expression("cagr(%s)" % x.lua, work_out, [x], once=True)


def trend(x):
    """Through the figures that are there, at least two."""
    def work_out(cube, unit, t):
        points, reasons = [], []
        for period in range(cube.own[0], cube.own[1] + 1):
            try:
                points.append((period, x.figure(cube, unit, period)))
            except Missing as missing:
                reasons.append(missing.reason)
        if len(points) < 2:
            raise Missing(first_reason((reasons or ["not defined"])
                                       + ["definition changed"] * changed(cube, x)))
        if changed(cube, x):
            raise Missing("definition changed")
        middle = sum(p for p, _ in points) / len(points)
        level = math.fsum(v for _, v in points) / len(points)
        return (math.fsum((p - middle) * (v - level) for p, v in points)
                / sum((p - middle) ** 2 for p, _ in points))
    return Expression("trend(%s)" % x.lua, work_out, [x], once=True)


# ---- across units ----------------------------------------------------------------------------

def compared(cube, x, t, over_all):
    """The figures compared, and the reasons of those that are not there."""
    periods = range(cube.own[0], cube.own[1] + 1) if over_all and t != "overall" else [t]
    values, reasons = [], []
    for unit in cube.units.keys:
        for period in periods:
            try:
                values.append(x.figure(cube, unit, period))
            except Missing as missing:
                reasons.append(missing.reason)
    return values, reasons


def across_units(name, function, x, options="", lower=False, over_all=False, arguments=""):
    """function(x, values, lower); { over = "all" } and { better = "lower" } as last argument."""
    turned = lower or x.lower
    last = [options] if options else []
    if over_all:
        last.append('over = "all"')
    if lower:
        last.append('better = "lower"')
    lua = "%s(%s%s%s)" % (name, x.lua, arguments, ", { %s }" % ", ".join(last) if last else "")

    def work_out(cube, unit, t):
        own = x.figure(cube, unit, t)
        return function(own, compared(cube, x, t, over_all)[0], turned)
    return Expression(lua, work_out, [x], compares=True)


def rank(x, **named):
    return across_units("rank", lambda v, all_, low: 1.0 + sum(o < v if low else o > v for o in all_),
                        x, **named)


def behind(v, values, low):
    return float(sum(o > v if low else o < v for o in values))


def percent_rank(x, **named):
    def function(v, values, low):
        if len(values) == 1:
            raise Missing("not defined")
        return behind(v, values, low) / (len(values) - 1)
    return across_units("percent_rank", function, x, **named)


def borda(x, **named):
    return across_units("borda", behind, x, **named)


def share_of_total(x, **named):
    return across_units("share_of_total", lambda v, all_, low: divide(v, math.fsum(all_)), x, **named)


def minmax(x, lo=None, hi=None, **named):
    given, low_end, high_end = lo is not None, lo or 0.0, 1.0 if hi is None else hi

    def function(v, values, low):
        if max(values) == min(values):
            raise Missing("not defined")
        scaled = low_end + (high_end - low_end) * (v - min(values)) / (max(values) - min(values))
        return low_end + high_end - scaled if low else scaled
    return across_units("minmax", function, x,
                        options="lo = %r, hi = %r" % (lo, hi) if given else "", **named)


def zscore(x, **named):
    def function(v, values, low):
        if len(values) < 2 or max(values) == min(values):
            raise Missing("not defined")
        score = (v - mean(values)) / math.sqrt(variance_of(values))
        return -score if low else score
    return across_units("zscore", function, x, **named)


def variance_of(values):
    middle = math.fsum(values) / len(values)
    return math.fsum((v - middle) ** 2 for v in values) / (len(values) - 1)


def fraction_of_best(x, **named):
    return across_units("fraction_of_best", lambda v, all_, low:
                        divide(min(all_), v) if low else divide(v, max(all_)), x, **named)


def goalposts(x, lo, hi, lower=False):
    def function(v):
        if lo == hi:
            raise Missing("not defined")
        place = min(1.0, max(0.0, (v - lo) / (hi - lo)))
        return 1 - place if lower or x.lower else place
    return cell("goalposts(%%s, %r, %r%s)" % (lo, hi, ', { better = "lower" }' if lower else ""),
                function, x)


def tamed(values, skew, kurt, most):
    """value -> value: while both limits are passed, the most extreme is set to the next one."""
    values = sorted(Fraction(v) for v in values)
    original = list(values)
    altered = set()
    while len(values) >= 4 and values[0] != values[-1]:
        floats = [float(v) for v in values]
        if not (abs(skewness(floats)) > skew and kurtosis(floats) > kurt):
            break
        middle = sum(values) / len(values)
        high = values[-1] - middle >= middle - values[0]
        end = values[-1] if high else values[0]
        at_end = {i for i, v in enumerate(values) if v == end}
        if len(altered | at_end) > most:
            break
        altered |= at_end
        rest = [v for v in values if v != end]
        for i in at_end:
            values[i] = max(rest) if high else min(rest)
    return {float(a): float(b) for a, b in zip(original, values)}


def winsorise(x, skew=None, kurt=None, most=None):
    options = ""
    if skew is not None:
        options = "skew = %r, kurtosis = %r, max = %r" % (skew, kurt, most)

    def function(v, values, low):
        return tamed(values, skew or 2, kurt or 3.5, 5 if most is None else most)[v]
    return across_units("winsorise", function, x, options=options)


def of_units(x, how, over_all=False):
    figures = {"min": min, "max": max, "range": lambda v: max(v) - min(v),
               "mean": lambda v: math.fsum(v) / len(v), "median": STATISTICS["median"],
               "gini": gini_of}

    def work_out(cube, unit, t):
        values, reasons = compared(cube, x, 0 if over_all else t, over_all)
        if not values:
            raise Missing(first_reason(reasons))
        if how == "stddev":
            if len(values) < 2:
                raise Missing("not defined")
            return math.sqrt(variance_of(values))
        return figures[how](values)
    lua = 'of_units(%s, "%s"%s)' % (x.lua, how, ', { over = "all" }' if over_all else "")
    return Expression(lua, work_out, [x], compares=True)


def gini_of(values):
    middle = math.fsum(values) / len(values)
    if min(values) < 0 or middle == 0:
        raise Missing("not defined")
    return math.fsum(abs(a - b) for a in values for b in values) / (2 * len(values) ** 2 * middle)
