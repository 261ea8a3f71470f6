local town = sum(data.funding:where { funder = like("ville de *") }.amount)

return indicator {
  title  = { en = "The town's part per inhabitant", fr = "Part de la ville par habitant", es = "Parte de la ciudad por habitante" },
  unit   = "EUR",
  digits = 2,
  about  = "What the town itself brings, over its inhabitants.",
  source = "Record of the project in the French atlas of decentralised cooperation; 35 000 inhabitants",
  tags   = { level = "input", dac = "efficiency" },
  value  = town / only(data.cooperations.inhabitants),
  examples = {
    { given  = { cooperations = { { id = "a", inhabitants = 200 }, { id = "b" } },
                 funding      = { { cooperation = "a", year = 2010, funder = "Ville de A", amount = 100 },
                                  { cooperation = "b", year = 2010, funder = "Ville de B", amount = 100 } } },
      expect = { { unit = "a", period = 2010, value = 0.5 },
                 { unit = "b", period = 2010, missing = "missing in the data" } } },
  },
}
