local funding = use "romans/funding"

return indicator {
  title  = { en = "Change of funding", fr = "Variation du financement", es = "Variación de la financiación" },
  unit   = "EUR",
  digits = 0,
  about  = "Funding of the year less that of the year before.",
  source = "Worked out from the funding",
  tags   = { level = "input" },
  value  = change(funding),
  examples = {
    { given   = { cooperations = { { id = "a" } },
                  funding      = { { cooperation = "a", year = 2010, amount = 100 }, { cooperation = "a", year = 2011, amount = 25 } } },
      periods = years(2010, 2012),
      expect  = { { unit = "a", period = 2010, missing = "no previous period" },
                  { unit = "a", period = 2011, value = -75 },
                  { unit = "a", period = 2012, missing = "no records" } } },
  },
}
