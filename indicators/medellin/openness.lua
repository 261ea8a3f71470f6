-- A composite of the four named indicators. Each is put on a scale from 0 (the lowest unit of the
-- year) to 1 (the highest) and counts a quarter. No record of an investment or of a job means that
-- there was none; an amount that is not known stays missing, and then so does the composite.
local function scaled(figure) return minmax(or_zero(figure)) end

return indicator {
  title  = { en = "International openness", fr = "Ouverture internationale", es = "Apertura internacional" },
  digits = 2,
  bands  = { green = 0.5, amber = 0.2 },
  about  = "Mean of agreements, fairs, foreign investment and jobs, each between 0 for the lowest and 1 for the highest of the year. It compares the units of one table with one another, and says nothing outside it.",
  source = "Worked out from the four indicators named by Medellín",
  tags   = { dimension = "territorial", level = "outcome" },
  value  = mix { scaled(use "medellin/agreements"), scaled(use "medellin/fairs"),
                 scaled(use "medellin/investment"), scaled(use "medellin/jobs") },
  examples = {
    --             agreements    fairs    investment    jobs         mean
    --   a         2 -> 1        0 -> 0   10 -> 1       30 -> 1      0.75
    --   b         0 -> 0        1 -> 1   none, 0 -> 0  none -> 0    0.25
    --   c         1 -> 0.5      0 -> 0   5 -> 0.5      15 -> 0.5    0.375
    { given  = { cooperations = { { id = "a" }, { id = "b" }, { id = "c" } },
                 agreements   = { { cooperation = "a", year = 2018 }, { cooperation = "a", year = 2018 },
                                  { cooperation = "c", year = 2018 } },
                 fairs        = { { cooperation = "b", year = 2018 } },
                 investments  = { { cooperation = "a", year = 2018, amount = 10 },
                                  { cooperation = "c", year = 2018, amount = 5 } },
                 jobs         = { { cooperation = "a", year = 2018, created = 30 },
                                  { cooperation = "c", year = 2018, created = 15 } } },
      expect = { { unit = "a", period = 2018, value = 0.75 },
                 { unit = "b", period = 2018, value = 0.25 },
                 { unit = "c", period = 2018, value = 0.375 } } },
    -- an investment whose amount is not known: no composite for that unit
    { given  = { cooperations = { { id = "a" }, { id = "b" }, { id = "c" } },
                 agreements   = { { cooperation = "a", year = 2018 } },
                 fairs        = { { cooperation = "b", year = 2018 } },
                 investments  = { { cooperation = "a", year = 2018, amount = 10 },
                                  { cooperation = "c", year = 2018 } },
                 jobs         = { { cooperation = "a", year = 2018, created = 30 } } },
      expect = { { unit = "a", period = 2018, value = 0.75 },
                 { unit = "c", period = 2018, missing = "missing in the data" } } },
  },
}
