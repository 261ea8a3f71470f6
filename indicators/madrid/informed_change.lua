local informed = use "madrid/informed"

return indicator {
  title  = { en = "People who feel informed, change", fr = "Personnes informées, évolution", es = "Personas informadas, variación" },
  unit   = { en = "points", fr = "points", es = "puntos" },
  digits = 1,
  about  = "Percentage points against the year before. With some eighty answers a year, less than ten points or so is within chance.",
  source = "Worked out from the survey",
  tags   = { dimension = "territorial", level = "outcome", dac = "relevance", sdg = 16 },
  value  = 100 * change(informed),
  examples = {
    -- from 1 of 2 to none of 1
    { given   = { survey = { { year = 2016, informed = "fairly" }, { year = 2016, informed = "a little" }, { year = 2017, informed = "a little" } } },
      units   = whole("The city"),
      periods = years(2016, 2017),
      expect  = { { period = 2016, missing = "no previous period" }, { period = 2017, value = -50 } } },
  },
}
