return indicator {
  title   = { en = "Interested people", fr = "Personnes intéressées", es = "Personas interesadas" },
  percent = true,
  digits  = 1,
  about   = "Answers of 4 or 5 over all answers.",
  source  = "Madrid, seminar on the international action of cities, 5 July 2018: yearly citizen survey, interest",
  tags    = { dimension = "territorial", level = "outcome", dac = "relevance", sdg = 16 },
  value   = share(data.survey, { interest = at_least(4) }),
  examples = {
    -- 5 and 4 of 5, 4, 3, 1 and no answer
    { given  = { survey = { { year = 2016, interest = 5 }, { year = 2016, interest = 4 }, { year = 2016, interest = 3 },
                            { year = 2016, interest = 1 }, { year = 2016 }, { year = 2017 } } },
      units  = whole("The city"),
      expect = { { period = 2016, value = 0.5 }, { period = 2017, missing = "missing in the data" } } },
  },
}
