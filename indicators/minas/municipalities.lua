return indicator {
  title  = { en = "Municipalities that signed", fr = "Communes signataires", es = "Municipios firmantes" },
  unit   = { en = "municipalities", fr = "communes", es = "municipios" },
  about  = "Different municipalities among the agreements: with the organisations as units, those each one works with.",
  source = "Worked out from the agreements",
  tags   = { dimension = "territorial", level = "outcome", sdg = 17, dac = "effectiveness" },
  value  = distinct(data.agreements.municipality),
  examples = {
    -- x signs twice in a and once in b; y has signed nothing
    { given   = { municipalities = { { id = "a" }, { id = "b" } },
                  organisations  = { { id = "x" }, { id = "y" } },
                  agreements     = { { municipality = "a", organisation = "x" }, { municipality = "a", organisation = "x" },
                                     { municipality = "b", organisation = "x" } } },
      units   = data.organisations,
      expect  = { { unit = "x", period = "all", value = 2 },
                  { unit = "y", period = "all", value = 0 } } },
  },
}
