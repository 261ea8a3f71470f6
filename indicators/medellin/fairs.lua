return indicator {
  title  = { en = "Fairs and international events", fr = "Foires et événements internationaux", es = "Ferias y eventos internacionales" },
  unit   = { en = "events", fr = "événements", es = "eventos" },
  about  = "Fairs and international events opened in the period.",
  source = "Medellín, seminar on the international action of cities, 5 July 2018: one of the four indicators named",
  tags   = { dimension = "territorial", level = "output" },
  value  = count(data.fairs),
  examples = {
    { given  = { cooperations = { { id = "a" }, { id = "b" } },
                 fairs        = { { cooperation = "a", year = 2017 } } },
      expect = { { unit = "a", period = 2017, value = 1 },
                 { unit = "b", period = 2017, value = 0 } } },
  },
}
