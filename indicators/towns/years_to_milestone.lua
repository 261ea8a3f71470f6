-- A column reached through a key takes part in arithmetic like any other.
return indicator {
  title  = { en = "Years after the beginning", fr = "Années après le début", es = "Años después del inicio" },
  unit   = { en = "years", fr = "années", es = "años" },
  about  = "From the beginning of the partnership to a step in its life.",
  source = "Meeting on local authorities and twinning committees",
  tags   = { dimension = "institutional", level = "outcome" },
  value  = only(data.milestones.year - data.milestones.partnership.since),
  examples = {
    { given  = { partnerships = { { id = "a", since = 1976 }, { id = "b" } },
                 milestones   = { { id = "m", partnership = "a", year = 2006 }, { id = "n", partnership = "b", year = 2006 } } },
      units  = data.milestones,
      expect = { { unit = "m", period = "all", value = 30 }, { unit = "n", period = "all", missing = "missing in the data" } } },
  },
}
