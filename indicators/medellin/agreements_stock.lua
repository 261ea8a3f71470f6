local signed = use "medellin/agreements"

return indicator {
  title  = { en = "Agreements signed so far", fr = "Accords signés à ce jour", es = "Acuerdos firmados hasta la fecha" },
  unit   = { en = "agreements", fr = "accords", es = "acuerdos" },
  about  = "Agreements signed since the first period of the evaluation: nothing is counted before it.",
  source = "Worked out from the agreements signed",
  tags   = { dimension = "institutional", level = "output" },
  value  = cumulative(signed),
  examples = {
    { given   = { cooperations = { { id = "a" } },
                  agreements   = { { cooperation = "a", year = 2015 }, { cooperation = "a", year = 2015 },
                                   { cooperation = "a", year = 2017 } } },
      periods = years(2015, 2017),
      expect  = { { unit = "a", period = 2015, value = 2 },
                  { unit = "a", period = 2016, value = 2 },
                  { unit = "a", period = 2017, value = 3 } } },
  },
}
