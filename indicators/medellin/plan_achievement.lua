local plan = use "medellin/plan_agreements"

return indicator {
  title   = { en = "Plan reached", fr = "Taux de réalisation du plan", es = "Cumplimiento del plan" },
  percent = true,
  bands   = { green = 1, amber = 0.75 },
  about   = "Agreements signed over those the plan wants: green from 100 %, amber from 75 %.",
  source  = "Worked out from the agreements signed and the plan's targets",
  tags    = { dimension = "institutional", level = "output", dac = "effectiveness" },
  value   = achievement(plan),
  examples = {
    -- a signs 3 of 4; b has no line in the plan
    { given  = { cooperations = { { id = "a" }, { id = "b" } },
                 agreements   = { { cooperation = "a", year = 2018 }, { cooperation = "a", year = 2018 },
                                  { cooperation = "a", year = 2018 }, { cooperation = "b", year = 2018 } },
                 targets      = { { cooperation = "a", baseline = 1, agreements = 4 } } },
      expect = { { unit = "a", period = 2018, value = 0.75 },
                 { unit = "b", period = 2018, missing = "no records" } } },
  },
}
