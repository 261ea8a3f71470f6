local p = params { year = 2011 }

return indicator {
  title  = { en = "Age", fr = "Ancienneté", es = "Antigüedad" },
  unit   = { en = "years", fr = "années", es = "años" },
  about  = "Years from the beginning of the partnership to 2011, or to the year of --set year=…; of several, the oldest.",
  source = "Meeting on local authorities and twinning committees: Alençon and Koutiala, 1970, 41 years",
  tags   = { dimension = "political", dac = "sustainability", level = "outcome" },
  value  = p.year - min(data.partnerships.since),
  examples = {
    { given  = { towns = { { id = "t" }, { id = "u" }, { id = "v" } },
                 partnerships = { { id = "a", town = "t", since = 1970 }, { id = "b", town = "t", since = 1990 }, { id = "c", town = "u" } } },
      units  = data.towns,
      expect = { { unit = "t", period = "all", value = 41 },
                 { unit = "u", period = "all", missing = "missing in the data" },
                 { unit = "v", period = "all", missing = "no records" } } },
  },
}
