return indicator {
  title   = { en = "Carried out at the follow-up", fr = "Mises en œuvre lors du suivi", es = "Cumplidas en el seguimiento" },
  percent = true,
  bands   = { green = 0.75, amber = 0.4 },
  about   = "Recommendations carried out, over those whose state is known.",
  source  = "Follow-up of the recommendations",
  tags    = { level = "outcome", dac = "effectiveness" },
  value   = share(data.followup, { state = "done" }),
  examples = {
    { given  = { recommendations = { { id = "r1", axis = "x" }, { id = "r2", axis = "x" }, { id = "r3", axis = "x" }, { id = "r4", axis = "y" } },
                 followup        = { { recommendation = "r1", state = "done" }, { recommendation = "r2", state = "under way" }, { recommendation = "r3" } } },
      units  = data.recommendations.axis,
      expect = { { unit = "x", period = "all", value = 0.5 }, { unit = "y", period = "all", missing = "no records" } } },
  },
}
