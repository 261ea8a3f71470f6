-- Every word that a figure can be made of, for tests/explain.py.  data: samples/medellin
local signed = indicator { name = "signed", title = "Agreements signed", value = count(data.agreements) }
local invested = indicator { name = "invested", title = "Invested", value = sum(data.investments.amount) }
local small = data.fairs:where(either { { visitors = missing() }, { visitors = below(700) } })
local lower = indicator { name = "lower", title = "Fewer is better", better = "lower", value = count(data.fairs) }
local numbers = data.fairs.visitors
local function named(name, value)
  return indicator { name = name, title = name, value = value }
end

return evaluation {
  name = "words", units = data.municipalities, periods = years(2014, 2018), totals = true,
  via = { targets = "all" },
  indicators = {
    signed, invested, lower,
    named("small", count(small)),
    named("not spanish", count(data.agreements:where { ["cooperation.country"] = is_not("Spain"), kind = is_not({ "twinning" }) })),
    named("dated", count(data.agreements:dated(false))),
    named("given", count(numbers)), named("distinct", distinct(data.agreements.kind)),
    named("mean", mean(numbers)), named("median", median(numbers)), named("quantile", quantile(numbers, 0.9)),
    named("min", min(numbers)), named("max", max(numbers)), named("range", range(numbers)),
    named("stddev", stddev(numbers)), named("variance", variance(numbers)),
    named("gini", gini(numbers)), named("theil", theil(numbers)),
    named("weighted", weighted_mean(numbers, month(data.fairs.opened_on))),
    named("share", share(data.fairs, { visitors = above(500) })),
    named("share of all", share(data.fairs, { visitors = above(500) }, { of = "all" })),
    named("first", first(data.agreements.kind)), named("last", last(data.agreements.kind)),
    named("values", values(data.agreements.kind)), named("first day", min(data.agreements.signed_on)),
    named("strict", sum(data.investments.amount, { missing = "stop" })),
    named("recoded", mean(recode(data.agreements.kind, { twinning = 1, framework = 2, protocol = 3 }))),
    named("combined", sum(numbers / month(data.fairs.opened_on) + 1)),
    named("across", across(data.agreements.kind, count(data.agreements))),
    named("part", across(data.agreements.kind, count(data.agreements)) / count(data.agreements)),
    named("plus", signed + lower), named("minus", signed - lower), named("times", signed * 2),
    named("per", invested / lower), named("power", signed ^ 2), named("negative", -signed),
    named("round", round(invested / 3, 1)), named("clamp", clamp(signed, 1, 3)),
    named("lowest", lowest(signed, lower)), named("highest", highest(signed, lower, 2)),
    named("coalesce", coalesce(invested, signed)), named("or zero", or_zero(invested)),
    named("when", when(both(above(signed, 2), negate(is_missing(invested))), invested, signed)),
    named("year", period_year() + signed),
    named("previous", previous(signed, 2)), named("change", change(signed)), named("growth", growth(signed)),
    named("cumulative", cumulative(signed)), named("rolling", rolling(signed, 3, "mean")),
    named("index", base_index(invested, 2014)),
    named("by year", by_year { [1] = signed, [3] = lower }), named("over the change", growth(by_year { [1] = signed, [3] = lower })),
    named("at", at(signed, 2016)), named("overall", overall(invested)), named("cagr", cagr(invested)), named("trend", trend(signed)),
    named("rank", rank(signed)), named("rank of lower", rank(lower)), named("percent rank", percent_rank(signed)),
    named("borda", borda(signed)), named("share of total", share_of_total(invested)), named("minmax", minmax(signed)),
    named("minmax of lower", minmax(lower, { lo = 1, hi = 5 })), named("over all", minmax(signed, { over = "all" })),
    named("zscore", zscore(signed)), named("of best", fraction_of_best(lower)), named("goalposts", goalposts(signed, 1, 5)),
    named("winsorised", winsorise(invested)), named("of units", of_units(signed, "median")),
    named("achievement", achievement(signed, 4)), named("progress", progress(signed, 1, 4)),
    named("mix", mix { { minmax(signed), weight = 2 }, { or_zero(invested), weight = 1 }, missing = "skip" }),
    named("geometric", mix { { signed + 1, weight = 2 }, { lower + 1, weight = 1 }, how = "geometric" }),
    named("harmonic", mix { signed + 1, lower + 2, how = "harmonic", missing = "skip" }),
    named("apply", apply(function(x, y, cell) return x + y end, signed, lower)),
    named("compute", compute(data.agreements, function(records, cell) return #records * 2 end)),
  },
  rows = { "units", "indicators" }, columns = "periods",
}
