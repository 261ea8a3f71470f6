return indicator {
  title   = { en = "Quality in the reviews", fr = "Qualité selon les revues", es = "Calidad según las revisiones" },
  percent = true,
  about   = "Mean rating of the reviews, over the highest, 5. A review without a rating is passed over.",
  source  = "Montevideo, seminar on the international action of cities, 5 July 2018: quantitative and qualitative mixed in the second year",
  tags    = { dimension = "institutional", level = "outcome" },
  value   = mean(data.reviews.rating) / 5,
  examples = {
    { given  = { cooperations = { { id = "a" }, { id = "b" } },
                 reviews      = { { cooperation = "a", year = 2017, rating = 4 }, { cooperation = "a", year = 2017, rating = 5 },
                                  { cooperation = "a", year = 2017 } } },
      expect = { { unit = "a", period = 2017, value = 0.9 },
                 { unit = "b", period = 2017, missing = "no records" } } },
  },
}
