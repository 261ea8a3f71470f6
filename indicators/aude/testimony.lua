return indicator {
  title  = { en = "In their words", fr = "Selon leurs mots", es = "En sus palabras" },
  about  = "The last testimony that was written down, word for word; with the testimonies as units, each. A word is evidence of what was lived, not of how often.",
  source = "Aude, seminar on the international action of cities, 5 July 2018: testimonies",
  tags   = { dimension = "territorial", level = "outcome", dac = "impact", sdg = 17 },
  value  = last(data.testimonies.words),
  examples = {
    { given   = { cooperations = { { id = "a" }, { id = "b" }, { id = "c" } },
                  testimonies  = { { cooperation = "a", year = 2017, words = "Other villages come to see." }, { cooperation = "a", year = 2016, words = "We sow twice." },
                                   { cooperation = "a", year = 2018 }, { cooperation = "c", year = 2017 } } },
      periods = all_time(),
      expect  = { { unit = "a", period = "all", value = "Other villages come to see." },
                  { unit = "b", period = "all", missing = "no records" },
                  { unit = "c", period = "all", missing = "missing in the data" } } },
  },
}
