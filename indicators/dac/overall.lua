-- The six criteria, each as heavy as you say: --set impact=2
local weight = params { relevance = 1, coherence = 1, effectiveness = 1, efficiency = 1, impact = 1, sustainability = 1 }
local words  = { ["very good"] = 4, good = 3, fair = 2, weak = 1 }

local function rated(criterion)
  return { mean(recode(data.ratings:where { criterion = criterion }.rating, words)), weight = weight[criterion] }
end

return indicator {
  title  = { en = "All six criteria", fr = "Les six critères", es = "Los seis criterios" },
  unit   = { en = "from 1 to 4", fr = "de 1 à 4", es = "de 1 a 4" },
  digits = 2,
  bands  = { green = 3, amber = 2 },
  about  = "Mean of the means of the six criteria, so that a criterion rated twice does not count twice. Without one of them there is no figure.",
  source = "OECD DAC criteria, named by CUF in the seminar on the international action of cities, 5 July 2018",
  tags   = { level = "outcome" },
  value  = mix { rated "relevance", rated "coherence", rated "effectiveness", rated "efficiency", rated "impact", rated "sustainability" },
  examples = {
    -- a: (4 + 2.5 + 3 + 3 + 2 + 1) / 6, coherence being rated twice.  b: nothing on impact
    { given  = { cooperations = { { id = "a" }, { id = "b" } },
                 ratings      = { { cooperation = "a", criterion = "relevance", rating = "very good" },
                                  { cooperation = "a", criterion = "coherence", rating = "good" }, { cooperation = "a", criterion = "coherence", rating = "fair" },
                                  { cooperation = "a", criterion = "effectiveness", rating = "good" }, { cooperation = "a", criterion = "efficiency", rating = "good" },
                                  { cooperation = "a", criterion = "impact", rating = "fair" }, { cooperation = "a", criterion = "sustainability", rating = "weak" },
                                  { cooperation = "b", criterion = "relevance", rating = "good" }, { cooperation = "b", criterion = "coherence", rating = "good" },
                                  { cooperation = "b", criterion = "effectiveness", rating = "good" }, { cooperation = "b", criterion = "efficiency", rating = "good" },
                                  { cooperation = "b", criterion = "sustainability", rating = "good" } } },
      expect = { { unit = "a", period = "all", value = 15.5 / 6 }, { unit = "b", period = "all", missing = "no records" } } },
  },
}
