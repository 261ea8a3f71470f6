return indicator {
  title   = { en = "How well people feel informed", fr = "Niveau d'information ressenti", es = "Nivel de información percibido" },
  percent = true,
  digits  = 0,
  about   = "Share of each answer, in the order of the scale, which the schema of the survey gives.",
  source  = "Madrid, seminar on the international action of cities, 5 July 2018: yearly citizen survey, level of information",
  tags    = { dimension = "territorial", level = "outcome", dac = "relevance", sdg = 16 },
  value   = across(data.survey.informed, count(data.survey)) / count(data.survey.informed),
  examples = {
    -- one of four says "a little"; the fifth gave no answer
    { given  = { survey = { { year = 2016, informed = "fairly" }, { year = 2016, informed = "fairly" }, { year = 2016, informed = "a little" },
                            { year = 2016, informed = "not at all" }, { year = 2016 } } },
      units  = whole("The city"),
      expect = { { period = 2016, of = "a little", value = 0.25 } } },
  },
}
