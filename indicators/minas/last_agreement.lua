return indicator {
  title  = { en = "Latest agreement signed on", fr = "Dernier accord signé le", es = "Último acuerdo firmado el" },
  about  = "The figure is a date. An agreement without a date is passed over.",
  source = "Worked out from the agreements",
  tags   = { dimension = "institutional", level = "output", dac = "effectiveness", sdg = 17 },
  value  = max(data.agreements.signed_on),
  examples = {
    { given   = { municipalities = { { id = "a" }, { id = "b" }, { id = "c" } },
                  agreements     = { { municipality = "a", signed_on = "2016-05-04" }, { municipality = "a", signed_on = "2017-01-02" },
                                     { municipality = "c" } } },
      units   = data.municipalities,
      periods = all_time(),
      expect  = { { unit = "a", period = "all", value = "2017-01-02" },
                  { unit = "b", period = "all", missing = "no records" },
                  { unit = "c", period = "all", missing = "missing in the data" } } },
  },
}
