local marks = data.ratings:where { criterion = "efficiency" }
local words = { ["very good"] = 4, good = 3, fair = 2, weak = 1 }

return indicator {
  title  = { en = "Efficiency", fr = "Efficience", es = "Eficiencia" },
  labels = { [4] = "very good", [3] = "good", [2] = "fair", [1] = "weak" },
  about  = "Are the means well used? The mean of the ratings, from 1 for weak to 4 for very good, rounded and said in words again.",
  source = "OECD DAC criteria, named by CUF in the seminar on the international action of cities, 5 July 2018",
  tags   = { dac = "efficiency", level = "output" },
  value  = round(mean(recode(marks.rating, words))),
  examples = {
    -- a: 4 and 3 make 3.5, very good.  b: rated without a word.  c: only another criterion was rated
    { given  = { cooperations = { { id = "a" }, { id = "b" }, { id = "c" } },
                 ratings      = { { cooperation = "a", criterion = "efficiency", rating = "very good" }, { cooperation = "a", criterion = "efficiency", rating = "good" },
                                  { cooperation = "b", criterion = "efficiency" }, { cooperation = "c", criterion = "impact", rating = "weak" } } },
      expect = { { unit = "a", period = "all", value = 4 },
                 { unit = "b", period = "all", missing = "missing in the data" },
                 { unit = "c", period = "all", missing = "no records" } } },
  },
}
