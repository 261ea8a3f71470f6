local signed = use "small/signed"
return indicator {
  title  = "Balance", digits = 2, better = "lower", target = 0.5, bands = { green = 0.4, amber = 0.6 },
  labels = { [0] = "none" },
  value  = mix { { growth(signed), weight = 2 }, { mean(data.reviews.rating) / 5, weight = 1 }, missing = "skip" },
  examples = {
    { given  = { cooperations = { { id = "a", country = "Italy" } }, reviews = { { cooperation = "a", year = 2016, rating = 4 } },
                 agreements = { { cooperation = "a", year = 2016, kind = "protocol" } } },
      expect = { { unit = "a", period = 2016, value = 0.8 } } },
  },
}
