local a   = data.actuals
local way = (a.actual - a.line.baseline) / (a.line.target - a.line.baseline)

return indicator {
  title   = { en = "Lines that reached their target", fr = "Lignes ayant atteint leur cible", es = "Líneas que alcanzaron su meta" },
  percent = true,
  digits  = 0,
  bands   = { green = 1, amber = 0.5 },
  about   = "Lines that covered the whole way, over those for which the way can be told.",
  source  = "Logical framework, as in the first one of Romans and its partner towns: one general and three specific objectives",
  tags    = { dac = "effectiveness" },
  value   = share(a, { [way] = at_least(1) }),
  examples = {
    { given  = { lines   = { { id = "a", level = "x", baseline = 10, target = 20 }, { id = "b", level = "x", baseline = 40, target = 20 },
                             { id = "c", level = "x", baseline = 1 }, { id = "d", level = "y", baseline = 1, target = 2 } },
                 actuals = { { line = "a", year = 2018, actual = 16 }, { line = "b", year = 2018, actual = 15 }, { line = "c", year = 2018, actual = 2 } } },
      units  = data.lines.level,
      expect = { { unit = "x", period = 2018, value = 0.5 }, { unit = "y", period = 2018, missing = "no records" } } },
  },
}
