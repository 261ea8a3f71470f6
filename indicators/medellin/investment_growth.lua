local investment = use "medellin/investment"

return indicator {
  title   = { en = "Growth of foreign investment", fr = "Croissance de l'investissement étranger", es = "Crecimiento de la inversión extranjera" },
  percent = true,
  about   = "Change against the year before, as a share of it. A year without records is a gap, and nothing is compared over it.",
  source  = "Worked out from foreign investment",
  tags    = { dimension = "territorial", level = "outcome" },
  value   = growth(investment),
  examples = {
    -- 10, then 12: + 20 %; nothing in 2016, so neither 2016 nor 2017 can be compared
    { given   = { cooperations = { { id = "a" } },
                  investments  = { { cooperation = "a", year = 2014, amount = 10 },
                                   { cooperation = "a", year = 2015, amount = 12 },
                                   { cooperation = "a", year = 2017, amount = 15 } } },
      periods = years(2014, 2017),
      expect  = { { unit = "a", period = 2015, value = 0.2 },
                  { unit = "a", period = 2016, missing = "no records" },
                  { unit = "a", period = 2017, missing = "no records" } } },
  },
}
