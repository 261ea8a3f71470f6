return indicator {
  title  = { en = "Organisations that signed", fr = "Organisations signataires", es = "Organizaciones firmantes" },
  unit   = { en = "organisations", fr = "organisations", es = "organizaciones" },
  about  = "Different organisations among the agreements. An agreement whose organisation is not known adds none.",
  source = "Minas Gerais, seminar on the international action of cities, 5 July 2018: 72 organisations",
  tags   = { dimension = "institutional", level = "output", sdg = 17, dac = "effectiveness" },
  value  = distinct(data.agreements.organisation),
  examples = {
    -- a: x twice, y once, and one that is not known; b: no agreement; c: one, and it is not known with whom
    { given   = { municipalities = { { id = "a" }, { id = "b" }, { id = "c" } },
                  organisations  = { { id = "x" }, { id = "y" } },
                  agreements     = { { municipality = "a", organisation = "x" }, { municipality = "a", organisation = "x" },
                                     { municipality = "a", organisation = "y" }, { municipality = "a" },
                                     { municipality = "c" } } },
      units   = data.municipalities,
      expect  = { { unit = "a", period = "all", value = 2 },
                  { unit = "b", period = "all", value = 0 },
                  { unit = "c", period = "all", missing = "missing in the data" } } },
  },
}
