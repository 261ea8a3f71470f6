local jobs       = use "medellin/jobs"
local investment = use "medellin/investment"

return indicator {
  title  = { en = "Jobs for each million invested", fr = "Emplois par million investi", es = "Empleos por millón invertido" },
  unit   = { en = "jobs for a million US dollars", fr = "emplois par million de dollars", es = "empleos por millón de dólares" },
  digits = 1,
  about  = "Jobs created over foreign investment. Where one of the two is missing, so is this.",
  source = "Worked out from jobs created and foreign investment",
  tags   = { dimension = "territorial", level = "outcome", dac = "efficiency", sdg = 8 },
  value  = jobs / investment,
  examples = {
    -- a: 100 jobs for 12.5 millions; b: jobs whose investment is not known
    { given  = { cooperations = { { id = "a" }, { id = "b" } },
                 jobs         = { { cooperation = "a", year = 2014, created = 100 },
                                  { cooperation = "b", year = 2014, created = 20 } },
                 investments  = { { cooperation = "a", year = 2014, amount = 12.5 },
                                  { cooperation = "b", year = 2014 } } },
      expect = { { unit = "a", period = 2014, value = 8 },
                 { unit = "b", period = 2014, missing = "missing in the data" } } },
  },
}
