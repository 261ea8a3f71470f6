local p = data.profiles

return indicator {
  title  = { en = "Institutional dimension", fr = "Dimension institutionnelle", es = "Dimensión institucional" },
  digits = 2,
  about  = "Staff of the international office, and its share of the budget. Each is put between 0, for the lowest city of the year, and 1, for the highest, and counts half.",
  source = "AL-LAs, seminar on the international action of cities, 5 July 2018: three dimensions, institutional, political, territorial",
  tags   = { dimension = "institutional", sdg = 17, level = "input" },
  value  = mix { minmax(only(p.staff)), minmax(only(p.budget_percent)) },
  examples = {
    --        staff      budget_percent
    --   a    10 -> 1      4 -> 0.5     0.75
    --   b    5 -> 0.5     2 -> 0       0.25
    --   c    0 -> 0       6 -> 1       0.5
    --   d    missing      3            no figure
    --   e    5 -> 0.5     the question does not arise: the other counts alone
    { given  = { cities   = { { id = "a" }, { id = "b" }, { id = "c" }, { id = "d" }, { id = "e" } },
                 profiles = { { city = "a", year = 2018, staff = 10, budget_percent = 4 }, { city = "b", year = 2018, staff = 5, budget_percent = 2 },
                              { city = "c", year = 2018, staff = 0, budget_percent = 6 }, { city = "d", year = 2018, budget_percent = 3 },
                              { city = "e", year = 2018, staff = 5, budget_percent = "no aplica" } } },
      units  = data.cities,
      expect = { { unit = "a", period = 2018, value = 0.75 }, { unit = "b", period = 2018, value = 0.25 },
                 { unit = "c", period = 2018, value = 0.5 }, { unit = "d", period = 2018, missing = "missing in the data" },
                 { unit = "e", period = 2018, value = 0.5 } } },
  },
}
