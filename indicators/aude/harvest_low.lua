return indicator {
  title  = { en = "Harvests multiplied by, at least", fr = "Récoltes multipliées par, au moins", es = "Cosechas multiplicadas por, al menos" },
  digits = 1,
  about  = "The least number that a testimony gives. Most testimonies give none, and the cooperation did not bring it about alone.",
  source = "Aude, seminar on the international action of cities, 5 July 2018: harvests multiplied by 2 or 3",
  tags   = { dimension = "territorial", level = "outcome", dac = "impact", sdg = 2 },
  value  = min(data.testimonies.from_factor),
  examples = {
    -- a: 2 to 3, 1.5 to 2, and one without a number; b: only words
    { given  = { cooperations = { { id = "a" }, { id = "b" }, { id = "c" } },
                 testimonies  = { { cooperation = "a", from_factor = 2, to_factor = 3 }, { cooperation = "a", from_factor = 1.5, to_factor = 2 },
                                  { cooperation = "a" }, { cooperation = "b" } } },
      expect = { { unit = "a", period = "all", value = 1.5 },
                 { unit = "b", period = "all", missing = "missing in the data" },
                 { unit = "c", period = "all", missing = "no records" } } },
  },
}
