return indicator {
  title  = { en = "Answers on interest", fr = "Réponses sur l'intérêt", es = "Respuestas sobre el interés" },
  unit   = "n",
  about  = "People who answered the question. Without this number beside it no share of a survey should be read.",
  source = "Madrid, seminar on the international action of cities, 5 July 2018: yearly citizen survey",
  tags   = { dimension = "territorial", level = "activity", dac = "relevance", sdg = 16 },
  value  = count(data.survey.interest),
  examples = {
    { given  = { survey = { { year = 2016, interest = 4 }, { year = 2016, interest = 1 }, { year = 2016 } } },
      units  = whole("The city"),
      expect = { { period = 2016, value = 2 } } },
  },
}
