return indicator {
  title  = { en = "Amount from the 1 % on water", fr = "Montant au titre du 1 % eau", es = "Importe del 1 % del agua" },
  unit   = "EUR",
  digits = 0,
  about  = "Sum of the amounts that are stated. Most lines leave it blank, and blank is not zero: the figure says how many are known.",
  source = "Record of the project in the French atlas of decentralised cooperation",
  tags   = { level = "input", sdg = 6 },
  value  = sum(data.funding.water_amount),
  examples = {
    -- 2010: a stated 0 and a blank; 2011: only a blank
    { given  = { cooperations = { { id = "a" } },
                 funding      = { { cooperation = "a", year = 2010, water_amount = 0 }, { cooperation = "a", year = 2010 },
                                  { cooperation = "a", year = 2011 } } },
      expect = { { unit = "a", period = 2010, value = 0 },
                 { unit = "a", period = 2011, missing = "missing in the data" } } },
  },
}
