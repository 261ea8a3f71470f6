return indicator {
  title   = { en = "Projects with a university", fr = "Projets avec une université", es = "Proyectos con una universidad" },
  percent = true,
  about   = "Projects under way in which a school or university takes part, over all projects under way.",
  source  = "Montevideo, seminar on the international action of cities, 5 July 2018: work with universities",
  tags    = { dimension = "territorial", level = "output" },
  value   = share(data.projects, { university = present() }, { of = "all" }),
  examples = {
    { given  = { cooperations = { { id = "a" } },
                 projects     = { { cooperation = "a", year = 2018, university = "school of arts" },
                                  { cooperation = "a", year = 2018 }, { cooperation = "a", year = 2018 },
                                  { cooperation = "a", year = 2018 } } },
      expect = { { unit = "a", period = 2018, value = 0.25 } } },
  },
}
