return indicator {
  title  = { en = "In the whole of France", fr = "Dans toute la France", es = "En toda Francia" },
  digits = 0,
  about  = "Decentralised cooperation in the country, as told at the meeting. Two of the figures are lower bounds.",
  source = "Meeting on local authorities and twinning committees",
  tags   = { dimension = "territorial", sdg = 17, level = "output" },
  value  = only(data.facts.value),
  examples = {
    { given  = { facts = { { id = "countries", value = 141 }, { id = "towns" } } },
      units  = data.facts,
      expect = { { unit = "countries", period = "all", value = 141 }, { unit = "towns", period = "all", missing = "missing in the data" } } },
  },
}
