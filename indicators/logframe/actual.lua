-- One line of the logframe at a time: its baseline and its target are data too.
return indicator {
  title    = { en = "Actual", fr = "Réalisé", es = "Logrado" },
  about    = "What was measured in the year. With the lines of the logframe as units.",
  source   = "Logical framework, as in the first one of Romans and its partner towns: one general and three specific objectives",
  tags     = { dac = "effectiveness" },
  value    = only(data.actuals.actual),
  baseline = only(data.lines.baseline),
  target   = only(data.lines.target),
  examples = {
    { given  = { lines   = { { id = "a", baseline = 10, target = 20 }, { id = "b" }, { id = "c" } },
                 actuals = { { line = "a", year = 2018, actual = 16 }, { line = "b", year = 2018 } } },
      units  = data.lines,
      expect = { { unit = "a", period = 2018, value = 16 },
                 { unit = "b", period = 2018, missing = "missing in the data" },
                 { unit = "c", period = 2018, missing = "no records" } } },
  },
}
