return indicator {
  title  = { en = "International projects under way", fr = "Projets internationaux en cours", es = "Proyectos internacionales en curso" },
  unit   = { en = "projects", fr = "projets", es = "proyectos" },
  about  = "Projects under way on some day of the year. Their number is not enough to judge by, and stands here beside the networks and the agenda.",
  source = "Madrid, seminar on the international action of cities, 5 July 2018: the number of projects is not enough",
  tags   = { dimension = "institutional", level = "output", dac = "effectiveness", sdg = 17 },
  value  = count(data.projects:dated { "from", "to" }),
  examples = {
    { given   = { projects = { { id = "p", from = "2016-05-01", to = "2017-04-30" }, { id = "q", from = "2017-01-15" } } },
      units   = whole("The city"),
      periods = years(2015, 2018),
      expect  = { { period = 2015, value = 0 }, { period = 2016, value = 1 }, { period = 2017, value = 2 }, { period = 2018, value = 1 } } },
  },
}
