return indicator {
  title  = { en = "Networks", fr = "Réseaux", es = "Redes" },
  unit   = { en = "networks", fr = "réseaux", es = "redes" },
  about  = "Networks of cities in which Madrid was present in the year, in whatever role.",
  source = "Madrid, seminar on the international action of cities, 5 July 2018: participation in networks",
  tags   = { dimension = "political", level = "output", sdg = 17, dac = "coherence" },
  value  = distinct(data.networks.network),
  examples = {
    { given  = { networks = { { network = "N", year = 2016, role = "board" }, { network = "N", year = 2016, role = "working group" },
                              { network = "M", year = 2016, role = "member" }, { network = "M", year = 2017, role = "member" } } },
      units  = whole("The city"),
      expect = { { period = 2016, value = 2 }, { period = 2017, value = 1 } } },
  },
}
