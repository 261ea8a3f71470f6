return indicator {
  title  = { en = "Score", fr = "Note", es = "Puntuación" },
  unit   = { en = "from 1 to 5", fr = "de 1 à 5", es = "de 1 a 5" },
  digits = 2,
  bands  = { green = 4, amber = 3 },
  about  = "Mean of the scores of a partner territory, each as heavy as its aspect. An aspect that was not scored is left out, with its weight.",
  source = "Note of a regional network on territorial diagnoses: scenarios of partner territories",
  tags   = { dimension = "territorial", dac = "relevance", sdg = 17, level = "activity" },
  value  = weighted_mean(data.scores.score, data.scores.aspect.weight),
  examples = {
    -- s1: (3 x 5 + 1 x 1) / 4.  s2: only the heavy one was scored
    { given  = { scenarios = { { id = "s1" }, { id = "s2" }, { id = "s3" } },
                 aspects   = { { id = "stakes", weight = 3 }, { id = "cost", weight = 1 } },
                 scores    = { { scenario = "s1", aspect = "stakes", score = 5 }, { scenario = "s1", aspect = "cost", score = 1 },
                               { scenario = "s2", aspect = "stakes", score = 2 }, { scenario = "s2", aspect = "cost" } } },
      units  = data.scenarios,
      expect = { { unit = "s1", period = "all", value = 4 }, { unit = "s2", period = "all", value = 2 },
                 { unit = "s3", period = "all", missing = "no records" } } },
  },
}
