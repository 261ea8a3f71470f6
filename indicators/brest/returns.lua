return indicator {
  title  = { en = "Returns", fr = "Retours", es = "Retornos" },
  unit   = "EUR",
  digits = 0,
  about  = "What came back, where it can be said in money. A return without an amount is told, not counted as 0.",
  source = "Brest, seminar on the international action of cities, 5 July 2018: return on investment",
  tags   = { dimension = "territorial", dac = "efficiency", sdg = 8, level = "outcome" },
  value  = sum(data.returns.amount),
  examples = {
    { given  = { fields  = { { id = "a" }, { id = "b" }, { id = "c" } },
                 returns = { { field = "a", year = 2015, amount = 90 }, { field = "a", year = 2015 }, { field = "b", year = 2015 } } },
      units  = data.fields,
      expect = { { unit = "a", period = 2015, value = 90 },
                 { unit = "b", period = 2015, missing = "missing in the data" },
                 { unit = "c", period = 2015, missing = "no records" } } },
  },
}
