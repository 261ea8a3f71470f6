return indicator {
  title  = { en = "Twinning agreements in force", fr = "Accords de jumelage en vigueur", es = "Hermanamientos vigentes" },
  unit   = { en = "agreements", fr = "accords", es = "acuerdos" },
  about  = "As the city itself stated it: one figure, not counted from records.",
  source = "Montevideo, seminar on the international action of cities, 5 July 2018",
  tags   = { dimension = "institutional", level = "output" },
  value  = only(data.facts:where { fact = "twinning agreements" }.value),
  examples = {
    { given  = { facts = { { fact = "twinning agreements", value = 12 }, { fact = "other", value = 3 } } },
      units  = whole("The city"),
      expect = { { period = "all", value = 12 } } },
  },
}
