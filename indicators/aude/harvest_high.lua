return indicator {
  title  = { en = "Harvests multiplied by, at most", fr = "Récoltes multipliées par, au plus", es = "Cosechas multiplicadas por, como máximo" },
  digits = 1,
  about  = "The greatest number that a testimony gives. Most testimonies give none, and the cooperation did not bring it about alone.",
  source = "Aude, seminar on the international action of cities, 5 July 2018: harvests multiplied by 2 or 3",
  tags   = { dimension = "territorial", level = "outcome", dac = "impact", sdg = 2 },
  value  = max(data.testimonies.to_factor),
  examples = {
    -- a: 2 to 3, 1.5 to 2, and one without a number; b: only words
    { given  = { cooperations = { { id = "a" }, { id = "b" }, { id = "c" } },
                 testimonies  = { { cooperation = "a", from_factor = 2, to_factor = 3 }, { cooperation = "a", from_factor = 1.5, to_factor = 2 },
                                  { cooperation = "a" }, { cooperation = "b" } } },
      expect = { { unit = "a", period = "all", value = 3 },
                 { unit = "b", period = "all", missing = "missing in the data" },
                 { unit = "c", period = "all", missing = "no records" } } },
  },
}
