-- A share of two different budgets is two different figures: each keeps its line.
return indicator {
  title   = { en = "Effort of the town", fr = "Effort de la ville", es = "Esfuerzo de la ciudad" },
  percent = true,
  digits  = 1,
  about   = "Share of a budget of the town that goes to cooperation, as the document gives it.",
  source  = "Balance of the post-evaluation support to Romans, CIEDEL for F3E, November 2010",
  tags    = { level = "input", dac = "efficiency" },
  value   = only(data.effort.percent) / 100,
  examples = {
    { given  = { effort = { { id = "budget", percent = 0.7 }, { id = "staff" } } },
      units  = data.effort,
      expect = { { unit = "budget", period = "all", value = 0.007 },
                 { unit = "staff", period = "all", missing = "missing in the data" } } },
  },
}
