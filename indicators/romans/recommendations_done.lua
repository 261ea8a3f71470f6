return indicator {
  title   = { en = "Recommendations carried out", fr = "Recommandations mises en œuvre", es = "Recomendaciones cumplidas" },
  percent = true,
  about   = "Recommendations whose state is done, over those whose state is known.",
  source  = "Balance of the post-evaluation support to Romans, CIEDEL for F3E, November 2010",
  tags    = { level = "outcome", dac = "effectiveness" },
  value   = share(data.recommendations, { state = "done" }),
  examples = {
    -- one done, three open, one whose state nobody wrote down: 1 of 4
    { given  = { cooperations    = { { id = "a" }, { id = "b" } },
                 recommendations = { { cooperation = "a", state = "done" }, { cooperation = "a", state = "open" }, { cooperation = "a", state = "open" },
                                     { cooperation = "a", state = "open" }, { cooperation = "a" } } },
      expect = { { unit = "a", period = "all", value = 0.25 },
                 { unit = "b", period = "all", missing = "no records" } } },
  },
}
