return indicator {
  title   = { en = "Year three: projects that serve a strategic line", fr = "Troisième année : projets au service d'un axe stratégique", es = "Tercer año: proyectos al servicio de una línea estratégica" },
  percent = true,
  about   = "Projects under way that serve one of the five strategic lines, over all projects under way. Trips and twinnings no longer count.",
  source  = "Montevideo, seminar on the international action of cities, 5 July 2018: the strategic lines served, in the third year",
  tags    = { dimension = "territorial", level = "outcome", dac = "relevance" },
  value   = share(data.projects, { line = present() }, { of = "all" }),
  examples = {
    -- one project serves a line, one does not; b has no project
    { given  = { cooperations = { { id = "a" }, { id = "b" } },
                 projects     = { { cooperation = "a", year = 2018, line = "L1" }, { cooperation = "a", year = 2018 } } },
      expect = { { unit = "a", period = 2018, value = 0.5 },
                 { unit = "b", period = 2018, missing = "no records" } } },
  },
}
