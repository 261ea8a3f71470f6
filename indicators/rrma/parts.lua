return indicator {
  title  = { en = "Parts of a full diagnosis", fr = "Parties d'un diagnostic complet", es = "Partes de un diagnóstico completo" },
  unit   = { en = "of 8", fr = "sur 8", es = "de 8" },
  target = 8,
  bands  = { green = 8, amber = 5 },
  about  = "How many of the eight parts it has: map of actors, competences, partnerships under way, strengths, limits, scenarios, recommendations, logframe.",
  source = "Note of a regional network on territorial diagnoses",
  tags   = { dimension = "institutional", dac = "relevance", level = "output" },
  value  = distinct(split(data.studies.parts, ";")),
  examples = {
    -- one named twice counts once
    { given  = { studies = { { id = "a", parts = "strengths; limits; strengths" }, { id = "b", parts = "strengths" } } },
      units  = data.studies,
      expect = { { unit = "a", period = "all", value = 2 }, { unit = "b", period = "all", value = 1 } } },
  },
}
