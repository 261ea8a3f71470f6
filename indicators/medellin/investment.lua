return indicator {
  title  = { en = "Foreign investment", fr = "Investissement étranger", es = "Inversión extranjera" },
  unit   = { en = "million US dollars", fr = "millions de dollars", es = "millones de dólares" },
  digits = 1,
  about  = "Amounts announced in the period. An amount that is not known is passed over, and the figure is marked.",
  source = "Medellín, seminar on the international action of cities, 5 July 2018: one of the four indicators named",
  tags   = { dimension = "territorial", level = "outcome" },
  value  = sum(data.investments.amount),
  examples = {
    -- a: 12.5 and an unknown amount; b: only an unknown amount; c: no investment at all
    { given  = { cooperations = { { id = "a" }, { id = "b" }, { id = "c" } },
                 investments  = { { cooperation = "a", year = 2014, amount = 12.5 },
                                  { cooperation = "a", year = 2014 },
                                  { cooperation = "b", year = 2014 } } },
      expect = { { unit = "a", period = 2014, value = 12.5 },
                 { unit = "b", period = 2014, missing = "missing in the data" },
                 { unit = "c", period = 2014, missing = "no records" } } },
  },
}
