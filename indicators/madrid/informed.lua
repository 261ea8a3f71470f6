return indicator {
  title   = { en = "People who feel informed", fr = "Personnes qui se sentent informées", es = "Personas que se sienten informadas" },
  percent = true,
  digits  = 1,
  about   = "Answers \"fairly\" and \"very well\" over all answers.",
  source  = "Madrid, seminar on the international action of cities, 5 July 2018: yearly citizen survey, level of information",
  tags    = { dimension = "territorial", level = "outcome", dac = "relevance", sdg = 16 },
  value   = share(data.survey, { informed = { "fairly", "very well" } }),
  examples = {
    -- two of four; the fifth gave no answer
    { given  = { survey = { { year = 2016, informed = "fairly" }, { year = 2016, informed = "very well" }, { year = 2016, informed = "a little" },
                            { year = 2016, informed = "not at all" }, { year = 2016 } } },
      units  = whole("The city"),
      expect = { { period = 2016, value = 0.5 } } },
  },
}
