local p = data.profiles

return indicator {
  title  = { en = "Territorial dimension", fr = "Dimension territoriale", es = "Dimensión territorial" },
  digits = 2,
  about  = "Local actors who take part, and districts reached. Each is put between 0, for the lowest city of the year, and 1, for the highest, and counts half.",
  source = "AL-LAs, seminar on the international action of cities, 5 July 2018: three dimensions, institutional, political, territorial",
  tags   = { dimension = "territorial", sdg = 17, level = "outcome" },
  value  = mix { minmax(only(p.actors)), minmax(only(p.districts)) },
  examples = {
    --        actors      districts
    --   a    10 -> 1      4 -> 0.5     0.75
    --   b    5 -> 0.5     2 -> 0       0.25
    --   c    0 -> 0       6 -> 1       0.5
    --   d    missing      3            no figure
    --   e    5 -> 0.5     the question does not arise: the other counts alone
    { given  = { cities   = { { id = "a" }, { id = "b" }, { id = "c" }, { id = "d" }, { id = "e" } },
                 profiles = { { city = "a", year = 2018, actors = 10, districts = 4 }, { city = "b", year = 2018, actors = 5, districts = 2 },
                              { city = "c", year = 2018, actors = 0, districts = 6 }, { city = "d", year = 2018, districts = 3 },
                              { city = "e", year = 2018, actors = 5, districts = "no aplica" } } },
      units  = data.cities,
      expect = { { unit = "a", period = 2018, value = 0.75 }, { unit = "b", period = 2018, value = 0.25 },
                 { unit = "c", period = 2018, value = 0.5 }, { unit = "d", period = 2018, missing = "missing in the data" },
                 { unit = "e", period = 2018, value = 0.5 } } },
  },
}
