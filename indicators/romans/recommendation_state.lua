return indicator {
  title  = { en = "State", fr = "État d'avancement", es = "Estado" },
  about  = "Where the recommendation stood in November 2010.",
  source = "Balance of the post-evaluation support to Romans, CIEDEL for F3E, November 2010",
  tags   = { level = "outcome" },
  value  = values(data.recommendations.state),
  examples = {
    { given  = { recommendations = { { id = "r1", state = "open" }, { id = "r2", state = "done" } } },
      units  = data.recommendations,
      expect = { { unit = "r1", period = "all", value = "open" },
                 { unit = "r2", period = "all", value = "done" } } },
  },
}
