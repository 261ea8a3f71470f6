return indicator {
  title  = { en = "Projects with a partner abroad", fr = "Projets avec un partenaire étranger", es = "Proyectos con un socio extranjero" },
  unit   = { en = "projects", fr = "projets", es = "proyectos" },
  about  = "Projects under way in the period: one that lasts three years is one project in each of them.",
  source = "Invented for the example: the document names four of about ten indicators, and this is not one of them",
  tags   = { dimension = "territorial", level = "output", dac = "effectiveness", sdg = 17 },
  value  = count(data.projects:dated { "from", "to" }),
  examples = {
    { given   = { cooperations = { { id = "a" }, { id = "b" } },
                  projects     = { { cooperation = "a", from = "2020-06-01", to = "2021-05-31" },
                                   { cooperation = "a", from = "2021-02-01" } } },
      periods = years(2020, 2022),
      expect  = { { unit = "a", period = 2020, value = 1 },
                  { unit = "a", period = 2021, value = 2 },
                  { unit = "a", period = 2022, value = 1 },
                  { unit = "b", period = 2021, value = 0 } } },
  },
}
