return indicator {
  title  = { en = "Which", fr = "Lesquelles", es = "Cuáles" },
  about  = "The competences by name.",
  source = "Meeting on local authorities and twinning committees",
  tags   = { dimension = "institutional", dac = "coherence", level = "input" },
  value  = values(data.competences.competence),
  examples = {
    { given  = { towns = { { id = "t" }, { id = "u" } }, competences = { { town = "t", competence = "planning" }, { town = "t", competence = "health" } } },
      units  = data.towns,
      expect = { { unit = "t", period = "all", value = "health; planning" }, { unit = "u", period = "all", missing = "no records" } } },
  },
}
