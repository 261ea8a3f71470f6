return indicator {
  title  = { en = "First agreement signed on", fr = "Premier accord signé le", es = "Primer acuerdo firmado el" },
  about  = "Day of the earliest agreement in the data. The figure is a date.",
  source = "Worked out from the agreements signed",
  tags   = { dimension = "institutional", level = "output" },
  value  = overall(min(data.agreements.signed_on)),
  examples = {
    { given  = { cooperations = { { id = "a" }, { id = "b" } },
                 agreements   = { { cooperation = "a", signed_on = "2016-05-04" },
                                  { cooperation = "a", signed_on = "2015-11-30" } } },
      periods = all_time(),
      expect = { { unit = "a", period = "all", value = "2015-11-30" },
                 { unit = "b", period = "all", missing = "no records" } } },
  },
}
