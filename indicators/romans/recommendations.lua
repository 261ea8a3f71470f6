return indicator {
  title  = { en = "Recommendations", fr = "Recommandations", es = "Recomendaciones" },
  unit   = { en = "recommendations", fr = "recommandations", es = "recomendaciones" },
  about  = "Recommendations made at the end of the support.",
  source = "Balance of the post-evaluation support to Romans, CIEDEL for F3E, November 2010",
  tags   = { level = "output" },
  value  = count(data.recommendations),
  examples = {
    { given  = { cooperations    = { { id = "a" }, { id = "b" } },
                 recommendations = { { cooperation = "a", wording = "Meet" }, { cooperation = "a", wording = "Train" } } },
      expect = { { unit = "a", period = "all", value = 2 },
                 { unit = "b", period = "all", value = 0 } } },
  },
}
