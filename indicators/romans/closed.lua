return indicator {
  title  = { en = "Closed on", fr = "Close le", es = "Cerrada el" },
  about  = "Day on which the recommendation was carried out. Those not carried out have none.",
  source = "Follow-up of the recommendations",
  tags   = { level = "outcome" },
  value  = only(data.followup.closed_on),
  examples = {
    { given  = { recommendations = { { id = "r1" }, { id = "r2" }, { id = "r3" } },
                 followup        = { { recommendation = "r1", closed_on = "2011-06-30" }, { recommendation = "r2" } } },
      units  = data.recommendations,
      expect = { { unit = "r1", period = "all", value = "2011-06-30" },
                 { unit = "r2", period = "all", missing = "missing in the data" },
                 { unit = "r3", period = "all", missing = "no records" } } },
  },
}
