-- A recommendation has two dates, so the data alone does not say when it counts: `dated` does.
return indicator {
  title  = { en = "Recommendations closed", fr = "Recommandations closes", es = "Recomendaciones cerradas" },
  unit   = { en = "recommendations", fr = "recommandations", es = "recomendaciones" },
  about  = "Recommendations closed in the period, by their closing date. Those still open count in no year.",
  source = "Balance of the post-evaluation support to Romans, CIEDEL for F3E, November 2010",
  tags   = { level = "outcome", dac = "effectiveness" },
  value  = count(data.recommendations:dated "closed_on"),
  examples = {
    { given   = { cooperations    = { { id = "a" } },
                  recommendations = { { cooperation = "a", issued_on = "2009-05-02", closed_on = "2010-10-11" },
                                      { cooperation = "a", issued_on = "2009-05-02" } } },
      periods = years(2009, 2010),
      expect  = { { unit = "a", period = 2009, value = 0 },
                  { unit = "a", period = 2010, value = 1 } } },
  },
}
