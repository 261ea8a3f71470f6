local words = { ["very good"] = 4, good = 3, fair = 2, weak = 1 }

return indicator {
  title  = { en = "Mean rating", fr = "Note moyenne", es = "Valoración media" },
  unit   = { en = "from 1 to 4", fr = "de 1 à 4", es = "de 1 a 4" },
  digits = 2,
  about  = "Mean of all ratings, whatever the criterion.",
  source = "OECD DAC criteria, named by CUF in the seminar on the international action of cities, 5 July 2018",
  tags   = { level = "outcome" },
  value  = mean(recode(data.ratings.rating, words)),
  examples = {
    { given  = { cooperations = { { id = "a" }, { id = "b" } },
                 ratings      = { { cooperation = "a", rating = "very good" }, { cooperation = "a", rating = "weak" }, { cooperation = "a" } } },
      expect = { { unit = "a", period = "all", value = 2.5 }, { unit = "b", period = "all", missing = "no records" } } },
  },
}
