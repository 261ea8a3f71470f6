return indicator {
  title  = { en = "Partnerships", fr = "Partenariats", es = "Cooperaciones" },
  unit   = { en = "partnerships", fr = "partenariats", es = "cooperaciones" },
  about  = "Links with another town or region, twinnings included, that the data knows of.",
  source = "Meeting on local authorities and twinning committees",
  tags   = { dimension = "political", sdg = 17, level = "input" },
  value  = count(data.partnerships),
  examples = {
    { given  = { towns = { { id = "t" }, { id = "u" } }, partnerships = { { id = "a", town = "t" }, { id = "b", town = "t" } } },
      units  = data.towns,
      expect = { { unit = "t", period = "all", value = 2 }, { unit = "u", period = "all", value = 0 } } },
  },
}
