return indicator {
  title  = { en = "Networks joined", fr = "Réseaux rejoints", es = "Redes a las que se unió" },
  unit   = { en = "networks", fr = "réseaux", es = "redes" },
  about  = "Networks that the city joined in the year.",
  source = "Córdoba, seminar on the international action of cities, 5 July 2018: networks joined",
  tags   = { dimension = "political", level = "output", sdg = 17, dac = "coherence" },
  value  = count(data.networks:dated "joined_on"),
  examples = {
    { given   = { networks = { { id = "x", joined_on = "2016-09-20", left_on = "2018-01-31" }, { id = "y", joined_on = "2017-04-03" } } },
      units   = whole("The city"),
      periods = years(2016, 2018),
      expect  = { { period = 2016, value = 1 }, { period = 2017, value = 1 }, { period = 2018, value = 0 } } },
  },
}
