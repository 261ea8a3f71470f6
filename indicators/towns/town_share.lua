return indicator {
  title   = { en = "Held by the town", fr = "Exercées par la ville", es = "Ejercidas por la ciudad" },
  percent = true,
  digits  = 0,
  about   = "Competences that the town holds itself, over all that are shared out: 50 % is an even split.",
  source  = "Worked out from the competences",
  tags    = { dimension = "institutional", dac = "coherence", level = "input" },
  value   = share(data.competences, { holder = "town" }),
  examples = {
    { given  = { towns = { { id = "t" }, { id = "u" } },
                 competences = { { town = "t", holder = "town" }, { town = "t", holder = "associations" }, { town = "t", holder = "associations" },
                                 { town = "t", holder = "associations" }, { town = "t" } } },
      units  = data.towns,
      expect = { { unit = "t", period = "all", value = 0.25 }, { unit = "u", period = "all", missing = "no records" } } },
  },
}
