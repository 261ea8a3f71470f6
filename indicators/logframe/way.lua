-- Record by record, so that lines of different units have one mean.
local a   = data.actuals
local way = (a.actual - a.line.baseline) / (a.line.target - a.line.baseline)

return indicator {
  title   = { en = "Way to the target", fr = "Chemin vers la cible", es = "Avance hacia la meta" },
  percent = true,
  digits  = 0,
  bands   = { green = 1, amber = 0.6 },
  about   = "How much of the way from the baseline to the target was covered, up or down; of several lines, the mean.",
  source  = "Logical framework, as in the first one of Romans and its partner towns: one general and three specific objectives",
  tags    = { dac = "effectiveness" },
  value   = mean(way),
  examples = {
    -- a: 6 of 10; b: 12 days fewer, of 20; c: no target
    { given  = { lines   = { { id = "a", level = "x", baseline = 10, target = 20 }, { id = "b", level = "x", baseline = 40, target = 20 },
                             { id = "c", level = "y", baseline = 1 } },
                 actuals = { { line = "a", year = 2018, actual = 16 }, { line = "b", year = 2018, actual = 28 }, { line = "c", year = 2018, actual = 2 } } },
      units  = data.lines.level,
      expect = { { unit = "x", period = 2018, value = 0.6 }, { unit = "y", period = 2018, missing = "missing in the data" } } },
  },
}
