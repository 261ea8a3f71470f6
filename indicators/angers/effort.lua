-- The rule of 1985: 0.5 % of what the city invests in the year.
return indicator {
  title   = { en = "Effort", fr = "Effort", es = "Esfuerzo" },
  percent = true,
  digits  = 2,
  target  = 0.005,
  bands   = { green = 0.005, amber = 0.0045 },
  about   = "Paid to cooperation over the city's investments of the year. Green from the 0.5 % of the rule, amber from nine tenths of it. A payment that is not known leaves no figure: it would pass for 0.",
  source  = "Angers and Bamako, meeting on local authorities and twinning committees: since 1985, 0.5 % of the yearly investment budget",
  tags    = { dimension = "political", dac = "efficiency", sdg = 17, level = "input" },
  value   = sum(data.budgets.paid, { missing = "stop" }) / sum(data.budgets.invested, { missing = "stop" }),
  examples = {
    -- 5 and 4 of 1 000, then a year whose payment is not known
    { given  = { budgets = { { year = 2006, invested = 1000, paid = 5 }, { year = 2007, invested = 1000, paid = 4 }, { year = 2008, invested = 1000 } } },
      units  = whole("Angers"),
      expect = { { period = 2006, value = 0.005 },
                 { period = 2007, value = 0.004 },
                 { period = 2008, missing = "missing in the data" } } },
    -- all years together: the unknown payment would make the effort look smaller than it was
    { given   = { budgets = { { year = 2006, invested = 1000, paid = 5 }, { year = 2008, invested = 1000 } } },
      units   = whole("Angers"),
      periods = all_time(),
      expect  = { { period = "all", missing = "missing in the data" } } },
  },
}
