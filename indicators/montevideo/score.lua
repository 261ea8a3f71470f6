-- The definition changes each year; by_year keeps the three apart, so nobody compares them unawares.
return indicator {
  title  = { en = "Figure of the year's evaluation", fr = "Chiffre de l'évaluation de l'année", es = "Cifra de la evaluación del año" },
  digits = 2,
  about  = "2016: actions counted. 2017: quantity and quality. 2018: share of projects that serve a strategic line. Before 2016 there was no evaluation.",
  source = "Montevideo, seminar on the international action of cities, 5 July 2018: three evaluations, three definitions",
  tags   = { dimension = "institutional", level = "outcome" },
  value  = by_year {
    [2016] = use "montevideo/year_one",
    [2017] = use "montevideo/year_two",
    [2018] = use "montevideo/year_three",
  },
  examples = {
    { given   = { cooperations = { { id = "a" } },
                  meetings     = { { cooperation = "a", year = 2016 } },
                  agreements   = { { cooperation = "a", year = 2016 }, { cooperation = "a", year = 2017 } },
                  reviews      = { { cooperation = "a", year = 2017, rating = 3 } },
                  projects     = { { cooperation = "a", year = 2018, line = "L1" } } },
      periods = years(2015, 2018),
      -- 1 meeting + 1 agreement; growth 0 and 3/5, halved; 1 project of 1
      expect  = { { unit = "a", period = 2015, missing = "not applicable" },
                  { unit = "a", period = 2016, value = 2 },
                  { unit = "a", period = 2017, value = 0.3 },
                  { unit = "a", period = 2018, value = 1 } } },
  },
}
