local funding = use "romans/funding"

return indicator {
  title   = { en = "Share of the funding", fr = "Part du financement", es = "Parte de la financiación" },
  percent = true,
  digits  = 1,
  about   = "Funding of the unit over that of all units: with the funders as units, the share of each.",
  source  = "Worked out from the funding",
  tags    = { level = "input" },
  value   = share_of_total(funding),
  examples = {
    { given  = { funding = { { funder = "town", year = 2010, amount = 75 }, { funder = "ministry", year = 2010, amount = 25 },
                             { funder = "other", year = 2010, amount = 0 } } },
      units  = data.funding.funder,
      expect = { { unit = "town", period = 2010, value = 0.75 },
                 { unit = "ministry", period = 2010, value = 0.25 },
                 { unit = "other", period = 2010, value = 0 } } },
  },
}
