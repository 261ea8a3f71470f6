return indicator {
  title  = { en = "Funding", fr = "Financement", es = "Financiación" },
  unit   = "EUR",
  digits = 0,
  about  = "What all funders together bring in the year.",
  source = "Record of the project in the French atlas of decentralised cooperation",
  tags   = { level = "input" },
  value  = sum(data.funding.amount),
  examples = {
    { given  = { cooperations = { { id = "a" } },
                 funding      = { { cooperation = "a", year = 2010, amount = 112285 }, { cooperation = "a", year = 2010, amount = 25000 },
                                  { cooperation = "a", year = 2011 } } },
      expect = { { unit = "a", period = 2010, value = 137285 },
                 { unit = "a", period = 2011, missing = "missing in the data" } } },
  },
}
