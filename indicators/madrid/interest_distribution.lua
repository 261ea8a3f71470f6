-- A scale is a set of words put in order: each step has its share, and there is no mean of it.
return indicator {
  title   = { en = "Interest in international action, from 1 (none) to 5 (great)", fr = "Intérêt pour l'action internationale, de 1 (aucun) à 5 (grand)", es = "Interés por la acción internacional, de 1 (ninguno) a 5 (mucho)" },
  percent = true,
  digits  = 0,
  about   = "Share of each step of the scale among the answers. Who did not answer is left aside.",
  source  = "Madrid, seminar on the international action of cities, 5 July 2018: yearly citizen survey, interest",
  tags    = { dimension = "territorial", level = "outcome", dac = "relevance", sdg = 16 },
  value   = across(data.survey.interest, count(data.survey)) / count(data.survey.interest),
  examples = {
    -- 4, 4, 1 and no answer: a third says 1
    { given  = { survey = { { year = 2016, interest = 4 }, { year = 2016, interest = 4 }, { year = 2016, interest = 1 }, { year = 2016 } } },
      units  = whole("The city"),
      expect = { { period = 2016, of = "1", value = 1 / 3 } } },
  },
}
