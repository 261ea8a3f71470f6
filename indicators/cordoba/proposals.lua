return indicator {
  title  = { en = "Proposals made to international forums", fr = "Propositions portées dans les forums internationaux", es = "Propuestas llevadas a foros internacionales" },
  unit   = { en = "proposals", fr = "propositions", es = "propuestas" },
  about  = "Proposals that the city put before a forum in the year, whatever became of them.",
  source = "Córdoba, seminar on the international action of cities, 5 July 2018: influence on the international agenda",
  tags   = { dimension = "political", level = "output", dac = "relevance", sdg = 17 },
  value  = count(data.proposals),
  examples = {
    { given  = { fields    = { { id = "a" }, { id = "b" } },
                 proposals = { { field = "a", year = 2016 }, { field = "a", year = 2016 } } },
      units  = data.fields,
      expect = { { unit = "a", period = 2016, value = 2 },
                 { unit = "b", period = 2016, value = 0 } } },
  },
}
