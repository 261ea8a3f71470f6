return indicator {
  title  = { en = "Wording", fr = "Libellé", es = "Redacción" },
  about  = "What is recommended. With the recommendations as units, the wording of each; with the axes, all of them.",
  source = "Balance of the post-evaluation support to Romans, CIEDEL for F3E, November 2010",
  tags   = { level = "output" },
  value  = values(data.recommendations.wording),
  examples = {
    { given  = { recommendations = { { id = "r1", wording = "Meet regularly." }, { id = "r2" } } },
      units  = data.recommendations,
      expect = { { unit = "r1", period = "all", value = "Meet regularly." },
                 { unit = "r2", period = "all", missing = "missing in the data" } } },
  },
}
