return indicator {
  title  = { en = "Cost", fr = "Coût", es = "Coste" },
  unit   = "EUR",
  digits = 0,
  about  = "What the city puts into the cooperation.",
  source = "Brest, seminar on the international action of cities, 5 July 2018: return on investment",
  tags   = { dimension = "institutional", dac = "efficiency", sdg = 17, level = "input" },
  value  = sum(data.costs.amount),
  examples = {
    { given  = { fields = { { id = "a" }, { id = "b" } },
                 costs  = { { field = "a", year = 2015, amount = 60 }, { field = "a", year = 2015, amount = 40 } } },
      units  = data.fields,
      expect = { { unit = "a", period = 2015, value = 100 },
                 { unit = "b", period = 2015, missing = "no records" } } },
  },
}
