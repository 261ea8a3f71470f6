return indicator {
  title  = { en = "Competences", fr = "Compétences", es = "Competencias" },
  unit   = { en = "competences", fr = "compétences", es = "competencias" },
  about  = "Fields that a holder, the town or its associations, answers for.",
  source = "Meeting on local authorities and twinning committees",
  tags   = { dimension = "institutional", dac = "coherence", level = "input" },
  value  = count(data.competences),
  examples = {
    { given  = { towns = { { id = "t" }, { id = "u" } }, competences = { { town = "t", holder = "town", competence = "planning" }, { town = "t", holder = "associations", competence = "health" } } },
      units  = data.towns,
      expect = { { unit = "t", period = "all", value = 2 }, { unit = "u", period = "all", value = 0 } } },
  },
}
