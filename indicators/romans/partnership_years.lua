return indicator {
  title  = { en = "Years of partnership in 2010", fr = "Années de partenariat en 2010", es = "Años de cooperación en 2010" },
  unit   = { en = "years", fr = "années", es = "años" },
  about  = "From the first year of the link to 2010; of several links, the oldest.",
  source = "Balance of the post-evaluation support to Romans, CIEDEL for F3E, November 2010",
  tags   = { level = "input" },
  value  = 2010 - min(data.towns.first_year),
  examples = {
    { given  = { towns = { { id = "t1", first_year = 1992 }, { id = "t2" } } },
      units  = data.towns,
      expect = { { unit = "t1", period = "all", value = 18 },
                 { unit = "t2", period = "all", missing = "missing in the data" } } },
  },
}
