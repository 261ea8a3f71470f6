return indicator {
  title  = { en = "Budget", fr = "Budget", es = "Presupuesto" },
  unit   = { en = "million pesos", fr = "millions de pesos", es = "millones de pesos" },
  digits = 1,
  about  = "Amounts of the budget lines. A line whose amount is not known is told, not counted as 0.",
  source = "Mexico City, seminar on the international action of cities, 5 July 2018: diagnosis, objectives, indicators, budget lines",
  tags   = { dimension = "institutional", dac = "efficiency", level = "input" },
  value  = sum(data.budget_lines.amount),
  examples = {
    { given  = { indicators   = { { id = "i1" }, { id = "i2" }, { id = "i3" } },
                 budget_lines = { { indicator = "i1", amount = 2 }, { indicator = "i1", amount = 0.5 }, { indicator = "i2" } } },
      units  = data.indicators,
      expect = { { unit = "i1", period = "all", value = 2.5 },
                 { unit = "i2", period = "all", missing = "missing in the data" },
                 { unit = "i3", period = "all", missing = "no records" } } },
  },
}
