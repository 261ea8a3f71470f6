return indicator {
  title   = { en = "Good or very good", fr = "Bon ou très bon", es = "Bueno o muy bueno" },
  percent = true,
  digits  = 0,
  bands   = { green = 0.75, amber = 0.5 },
  about   = "Ratings good and very good, over those given.",
  source  = "OECD DAC criteria, named by CUF in the seminar on the international action of cities, 5 July 2018",
  tags    = { level = "outcome" },
  value   = share(data.ratings, { rating = { "good", "very good" } }),
  examples = {
    { given  = { cooperations = { { id = "a" }, { id = "b" } },
                 ratings      = { { cooperation = "a", rating = "very good" }, { cooperation = "a", rating = "fair" }, { cooperation = "a" } } },
      expect = { { unit = "a", period = "all", value = 0.5 }, { unit = "b", period = "all", missing = "no records" } } },
  },
}
