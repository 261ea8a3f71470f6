return indicator {
  title  = { en = "Three dimensions, where known", fr = "Trois dimensions, si connues", es = "Tres dimensiones, si se conocen" },
  digits = 2,
  bands  = { green = 0.6, amber = 0.3 },
  about  = "Mean of the dimensions that are known: the others take the weight of one that is missing. More cities, less sure.",
  source = "AL-LAs, seminar on the international action of cities, 5 July 2018: three dimensions, institutional, political, territorial",
  tags   = { sdg = 17, level = "outcome" },
  value  = mix { use "allas/institutional", use "allas/political", use "allas/territorial", missing = "skip" },
  examples = {
    --        institutional   political   territorial
    --   a    1               0           1
    --   b    0               1           missing
    --   c    0.5             0.5         0
    { given  = { cities   = { { id = "a" }, { id = "b" }, { id = "c" } },
                 profiles = { { city = "a", year = 2018, staff = 10, budget_percent = 1, networks = 0, resolutions = 0, actors = 9, districts = 9 },
                              { city = "b", year = 2018, staff = 0, budget_percent = 0, networks = 8, resolutions = 8 },
                              { city = "c", year = 2018, staff = 5, budget_percent = 0.5, networks = 4, resolutions = 4, actors = 1, districts = 1 } } },
      units  = data.cities,
      expect = { { unit = "a", period = 2018, value = 2 / 3 }, { unit = "b", period = 2018, value = 0.5 }, { unit = "c", period = 2018, value = 1 / 3 } } },
  },
}
