return indicator {
  title = "Agreements",
  value = count(data.agreements),
  examples = {
    { given  = { cooperations = { { id = "a" }, { id = "b" } },
                 agreements = { { cooperation = "a", year = 2016 } } },
      expect = { { unit = "a", period = 2016, value = 1 },
                 { unit = "a", period = 2017, value = 3 },
                 { unit = "b", period = 2016, missing = "no records" },
                 { unit = "z", period = 2016, value = 0 } } },
    { given  = { cooperations = { { id = "a" } },
                 agreements = { { cooperation = "a", year = 2016 } } },
      expect = { { unit = "a", period = 2016, value = 1 } } },
    { given  = { cooperations = { { id = "a" } } },
      expect = { { unit = "a", period = 2016, value = 1 } } },
  },
}
