local marks = data.ratings:where { criterion = "impact" }
local words = { ["very good"] = 4, good = 3, fair = 2, weak = 1 }

return indicator {
  title  = { en = "Impact", fr = "Impact", es = "Impacto" },
  labels = { [4] = "very good", [3] = "good", [2] = "fair", [1] = "weak" },
  about  = "What does it change? The mean of the ratings, from 1 for weak to 4 for very good, rounded and said in words again.",
  source = "OECD DAC criteria, named by CUF in the seminar on the international action of cities, 5 July 2018",
  tags   = { dac = "impact", level = "impact" },
  value  = round(mean(recode(marks.rating, words))),
  examples = {
    -- a: 4 and 3 make 3.5, very good.  b: rated without a word.  c: only another criterion was rated
    { given  = { cooperations = { { id = "a" }, { id = "b" }, { id = "c" } },
                 ratings      = { { cooperation = "a", criterion = "impact", rating = "very good" }, { cooperation = "a", criterion = "impact", rating = "good" },
                                  { cooperation = "b", criterion = "impact" }, { cooperation = "c", criterion = "relevance", rating = "weak" } } },
      expect = { { unit = "a", period = "all", value = 4 },
                 { unit = "b", period = "all", missing = "missing in the data" },
                 { unit = "c", period = "all", missing = "no records" } } },
  },
}
