return indicator {
  title  = { en = "Networks in which the city is a member", fr = "Réseaux dont la ville est membre", es = "Redes de las que la ciudad es miembro" },
  unit   = { en = "networks", fr = "réseaux", es = "redes" },
  about  = "Networks of which the city was a member on some day of the year; one it left in January still counts in that year.",
  source = "Worked out from the networks joined and left",
  tags   = { dimension = "political", level = "output", sdg = 17, dac = "coherence" },
  value  = count(data.networks:dated { "joined_on", "left_on" }),
  examples = {
    { given   = { networks = { { id = "x", joined_on = "2016-09-20", left_on = "2018-01-31" }, { id = "y", joined_on = "2017-04-03" } } },
      units   = whole("The city"),
      periods = years(2015, 2019),
      expect  = { { period = 2015, value = 0 }, { period = 2016, value = 1 }, { period = 2017, value = 2 },
                  { period = 2018, value = 2 }, { period = 2019, value = 1 } } },
  },
}
