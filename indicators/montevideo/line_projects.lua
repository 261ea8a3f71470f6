return indicator {
  title  = { en = "Projects that serve a strategic line", fr = "Projets au service d'un axe stratégique", es = "Proyectos al servicio de una línea estratégica" },
  unit   = { en = "projects", fr = "projets", es = "proyectos" },
  about  = "Projects under way in the period whose strategic line is written down. With the lines as units, the projects of each.",
  source = "Montevideo, seminar on the international action of cities, 5 July 2018: the strategic lines served, in the third year",
  tags   = { dimension = "territorial", level = "outcome", dac = "relevance" },
  value  = count(data.projects.line),
  examples = {
    { given  = { cooperations = { { id = "a" } },
                 projects     = { { cooperation = "a", year = 2018, line = "L1" }, { cooperation = "a", year = 2018 } } },
      expect = { { unit = "a", period = 2018, value = 1 } } },
  },
}
