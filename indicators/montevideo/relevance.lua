return indicator {
  title  = { en = "Relevance in the reviews", fr = "Pertinence selon les revues", es = "Pertinencia según las revisiones" },
  unit   = { en = "from 1 to 3", fr = "de 1 à 3", es = "de 1 a 3" },
  digits = 1,
  bands  = { green = 2.5, amber = 1.5 },
  about  = "The reviewers' words alta, media, baja read as 3, 2, 1, and their mean.",
  source = "Worked out from the reviews",
  tags   = { dimension = "territorial", level = "outcome", dac = "relevance" },
  value  = mean(recode(data.reviews.relevance, { alta = 3, media = 2, baja = 1 })),
  examples = {
    { given  = { cooperations = { { id = "a" } },
                 reviews      = { { cooperation = "a", year = 2017, relevance = "alta" },
                                  { cooperation = "a", year = 2017, relevance = "media" },
                                  { cooperation = "a", year = 2017 } } },
      expect = { { unit = "a", period = 2017, value = 2.5 } } },
  },
}
