return indicator {
  title  = { en = "Jobs created", fr = "Emplois créés", es = "Empleos creados" },
  unit   = { en = "jobs", fr = "emplois", es = "empleos" },
  about  = "Jobs announced by the firms that came with a cooperation.",
  source = "Medellín, seminar on the international action of cities, 5 July 2018: one of the four indicators named",
  tags   = { dimension = "territorial", level = "outcome", sdg = 8 },
  value  = sum(data.jobs.created),
  examples = {
    { given  = { cooperations = { { id = "a" }, { id = "b" } },
                 jobs         = { { cooperation = "a", year = 2014, created = 40 },
                                  { cooperation = "a", year = 2014, created = 60 },
                                  { cooperation = "b", year = 2014 } } },
      expect = { { unit = "a", period = 2014, value = 100 },
                 { unit = "b", period = 2014, missing = "missing in the data" } } },
  },
}
