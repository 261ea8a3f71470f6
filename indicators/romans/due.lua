return indicator {
  title  = { en = "Due on", fr = "Échéance", es = "Vencimiento" },
  about  = "Day by which the recommendation was to be carried out.",
  source = "Follow-up of the recommendations",
  tags   = { level = "outcome" },
  value  = only(data.followup.due_on),
  examples = {
    { given  = { recommendations = { { id = "r1" }, { id = "r2" }, { id = "r3" } },
                 followup        = { { recommendation = "r1", due_on = "2011-06-30" }, { recommendation = "r2" } } },
      units  = data.recommendations,
      expect = { { unit = "r1", period = "all", value = "2011-06-30" },
                 { unit = "r2", period = "all", missing = "missing in the data" },
                 { unit = "r3", period = "all", missing = "no records" } } },
  },
}
