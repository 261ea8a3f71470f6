return indicator {
  title   = { en = "Trips with a justification", fr = "Déplacements justifiés", es = "Viajes justificados" },
  percent = true,
  bands   = { green = 1, amber = 0.5 },
  about   = "Trips for which a justification is written down, over all trips.",
  source  = "Montevideo, seminar on the international action of cities, 5 July 2018: trips, their number and their justification",
  tags    = { dimension = "institutional", level = "input", dac = "relevance" },
  value   = share(data.trips, { justification = present() }, { of = "all" }),
  examples = {
    -- one of two is justified; b made no trip, so there is nothing to justify
    { given  = { cooperations = { { id = "a" }, { id = "b" } },
                 trips        = { { cooperation = "a", year = 2016, justification = "project review" },
                                  { cooperation = "a", year = 2016 } } },
      expect = { { unit = "a", period = 2016, value = 0.5 },
                 { unit = "b", period = 2016, missing = "no records" } } },
  },
}
