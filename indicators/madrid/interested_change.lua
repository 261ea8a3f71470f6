local interested = use "madrid/interested"

return indicator {
  title  = { en = "Interested people, change", fr = "Personnes intéressées, évolution", es = "Personas interesadas, variación" },
  unit   = { en = "points", fr = "points", es = "puntos" },
  digits = 1,
  about  = "Percentage points against the year before. With some eighty answers a year, less than ten points or so is within chance.",
  source = "Worked out from the survey",
  tags   = { dimension = "territorial", level = "outcome", dac = "relevance", sdg = 16 },
  value  = 100 * change(interested),
  examples = {
    -- from 1 of 2 to 3 of 4
    { given   = { survey = { { year = 2016, interest = 5 }, { year = 2016, interest = 1 }, { year = 2017, interest = 4 },
                             { year = 2017, interest = 4 }, { year = 2017, interest = 5 }, { year = 2017, interest = 2 } } },
      units   = whole("The city"),
      periods = years(2016, 2018),
      expect  = { { period = 2016, missing = "no previous period" }, { period = 2017, value = 25 }, { period = 2018, missing = "no records" } } },
  },
}
