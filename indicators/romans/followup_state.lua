return indicator {
  title  = { en = "State", fr = "État d'avancement", es = "Estado" },
  about  = "Where the recommendation stands at the follow-up.",
  source = "Follow-up of the recommendations",
  tags   = { level = "outcome" },
  value  = values(data.followup.state),
  examples = {
    { given  = { recommendations = { { id = "r1" }, { id = "r2" }, { id = "r3" } },
                 followup        = { { recommendation = "r1", state = "done" }, { recommendation = "r2" } } },
      units  = data.recommendations,
      expect = { { unit = "r1", period = "all", value = "done" },
                 { unit = "r2", period = "all", missing = "missing in the data" },
                 { unit = "r3", period = "all", missing = "no records" } } },
  },
}
