return indicator {
  title  = { en = "Year one: activity", fr = "Première année : activité", es = "Primer año: actividad" },
  unit   = { en = "actions", fr = "actions", es = "acciones" },
  about  = "Meetings, projects under way and agreements signed, added up: a first count, to take stock.",
  source = "Montevideo, seminar on the international action of cities, 5 July 2018: quantitative indicators in the first year",
  tags   = { dimension = "institutional", level = "output" },
  value  = count(data.meetings) + count(data.projects) + count(data.agreements),
  examples = {
    -- 2 meetings, 1 project that runs through the year, 1 agreement
    { given  = { cooperations = { { id = "a" }, { id = "b" } },
                 meetings     = { { cooperation = "a", year = 2016 }, { cooperation = "a", year = 2016 } },
                 projects     = { { cooperation = "a", year = 2016 } },
                 agreements   = { { cooperation = "a", year = 2016 } } },
      expect = { { unit = "a", period = 2016, value = 4 },
                 { unit = "b", period = 2016, value = 0 } } },
  },
}
