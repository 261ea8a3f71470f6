local cost    = or_zero(use "brest/cost")
local returns = or_zero(use "brest/returns")

return indicator {
  title  = { en = "Returns less costs so far", fr = "Retours moins coûts à ce jour", es = "Retornos menos costes hasta la fecha" },
  unit   = "EUR",
  digits = 0,
  about  = "Added up since the first year of the table; from 0 on the money has come back. A year without a record is a year without cost or return; an amount that is not known ends the sum.",
  source = "Worked out from the cost and the returns",
  tags   = { dimension = "territorial", dac = "efficiency", level = "outcome" },
  value  = cumulative(returns - cost),
  examples = {
    -- a: -100, then -100 + 60, then 60 more.  b: the second year's return is not known
    { given   = { fields  = { { id = "a" }, { id = "b" } },
                  costs   = { { field = "a", year = 2015, amount = 100 }, { field = "b", year = 2015, amount = 100 } },
                  returns = { { field = "a", year = 2016, amount = 60 }, { field = "a", year = 2017, amount = 60 },
                              { field = "b", year = 2016 }, { field = "b", year = 2017, amount = 60 } } },
      units   = data.fields,
      periods = years(2015, 2017),
      expect  = { { unit = "a", period = 2015, value = -100 }, { unit = "a", period = 2016, value = -40 }, { unit = "a", period = 2017, value = 20 },
                  { unit = "b", period = 2015, value = -100 },
                  { unit = "b", period = 2016, missing = "missing in the data" }, { unit = "b", period = 2017, missing = "missing in the data" } } },
  },
}
