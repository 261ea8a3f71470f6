return indicator {
  title  = { en = "Trips", fr = "Déplacements", es = "Viajes" },
  unit   = { en = "trips", fr = "déplacements", es = "viajes" },
  better = "lower",
  about  = "Trips abroad of officials and staff. Fewer is read as better: they are judged with the share that was justified.",
  source = "Montevideo, seminar on the international action of cities, 5 July 2018: trips, their number and their justification",
  tags   = { dimension = "institutional", level = "input", dac = "efficiency" },
  value  = count(data.trips),
  examples = {
    { given  = { cooperations = { { id = "a" }, { id = "b" } },
                 trips        = { { cooperation = "a", year = 2016 }, { cooperation = "a", year = 2016 } } },
      expect = { { unit = "a", period = 2016, value = 2 },
                 { unit = "b", period = 2016, value = 0 } } },
  },
}
