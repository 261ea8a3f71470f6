local score = use "montevideo/score"

return indicator {
  title  = { en = "Change of the year's figure", fr = "Variation du chiffre de l'année", es = "Variación de la cifra del año" },
  digits = 2,
  about  = "There is none: the definition changed each year. The table says so instead of printing a difference of unlike things.",
  source = "Worked out from the figure of the year's evaluation",
  tags   = { dimension = "institutional", level = "outcome" },
  value  = change(score),
  examples = {
    { given   = { cooperations = { { id = "a" } },
                  meetings     = { { cooperation = "a", year = 2016 } },
                  agreements   = { { cooperation = "a", year = 2016 }, { cooperation = "a", year = 2017 } },
                  reviews      = { { cooperation = "a", year = 2017, rating = 3 } },
                  projects     = { { cooperation = "a", year = 2018, line = "L1" } } },
      periods = years(2016, 2018),
      expect  = { { unit = "a", period = 2016, missing = "no previous period" },
                  { unit = "a", period = 2017, missing = "definition changed" },
                  { unit = "a", period = 2018, missing = "definition changed" } } },
  },
}
