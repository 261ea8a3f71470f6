return indicator {
  title  = { en = "Testimonies", fr = "Témoignages", es = "Testimonios" },
  unit   = { en = "testimonies", fr = "témoignages", es = "testimonios" },
  about  = "What people said of the cooperation, where the words were written down.",
  source = "Aude, seminar on the international action of cities, 5 July 2018: testimonies",
  tags   = { dimension = "territorial", level = "outcome", dac = "impact", sdg = 17 },
  value  = count(data.testimonies.words),
  examples = {
    -- a: two, of which one was not written down; b: none; c: one, not written down
    { given  = { cooperations = { { id = "a" }, { id = "b" }, { id = "c" } },
                 testimonies  = { { cooperation = "a", words = "The milk is collected." }, { cooperation = "a" }, { cooperation = "c" } } },
      expect = { { unit = "a", period = "all", value = 1 },
                 { unit = "b", period = "all", value = 0 },
                 { unit = "c", period = "all", value = 0 } } },
  },
}
