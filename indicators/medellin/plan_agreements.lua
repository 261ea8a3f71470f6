-- A target and a starting point may be data: here two columns of the plan, for each cooperation.
return indicator {
  title    = { en = "Agreements against the plan", fr = "Accords au regard du plan", es = "Acuerdos respecto del plan" },
  unit     = { en = "agreements", fr = "accords", es = "acuerdos" },
  about    = "Agreements signed in the year. The target is what the plan wants for 2018, the baseline what was signed in 2014.",
  source   = "Worked out from the agreements signed and the plan's targets",
  tags     = { dimension = "institutional", level = "output", dac = "effectiveness" },
  value    = use "medellin/agreements",
  baseline = sum(data.targets.baseline),
  target   = sum(data.targets.agreements),
  examples = {
    { given  = { cooperations = { { id = "a" } },
                 agreements   = { { cooperation = "a", year = 2018 }, { cooperation = "a", year = 2018 } },
                 targets      = { { cooperation = "a", baseline = 1, agreements = 4 } } },
      expect = { { unit = "a", period = 2018, value = 2 } } },
  },
}
