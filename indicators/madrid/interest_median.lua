return indicator {
  title  = { en = "Typical interest", fr = "Intérêt typique", es = "Interés típico" },
  unit   = { en = "from 1 to 5", fr = "de 1 à 5", es = "de 1 a 5" },
  digits = 1,
  about  = "Median of the answers: as many people stand above it as below. The steps of a scale are not equally far apart, so no mean is given.",
  source = "Madrid, seminar on the international action of cities, 5 July 2018: yearly citizen survey, interest",
  tags   = { dimension = "territorial", level = "outcome", dac = "relevance", sdg = 16 },
  value  = median(data.survey.interest),
  examples = {
    -- 1, 4, 5 and no answer; of 2 and 3, the middle
    { given   = { survey = { { year = 2016, interest = 5 }, { year = 2016, interest = 1 }, { year = 2016, interest = 4 }, { year = 2016 },
                             { year = 2017, interest = 2 }, { year = 2017, interest = 3 }, { year = 2018 } } },
      units   = whole("The city"),
      periods = years(2016, 2019),
      expect  = { { period = 2016, value = 4 }, { period = 2017, value = 2.5 },
                  { period = 2018, missing = "missing in the data" }, { period = 2019, missing = "no records" } } },
  },
}
