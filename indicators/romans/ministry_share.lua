local ministry = data.funding:where { funder = like("minist*") }

return indicator {
  title   = { en = "Share of the ministry", fr = "Part du ministère", es = "Parte del ministerio" },
  percent = true,
  digits  = 1,
  about   = "What the ministry brings over what all funders bring.",
  source  = "Worked out from the funding",
  tags    = { level = "input" },
  value   = sum(ministry.amount) / sum(data.funding.amount),
  examples = {
    -- case and accents do not count in `like`; where the ministry is not among the funders there is no record of it
    { given  = { cooperations = { { id = "a" } },
                 funding      = { { cooperation = "a", year = 2010, funder = "Ministère", amount = 25 },
                                  { cooperation = "a", year = 2010, funder = "Town", amount = 75 },
                                  { cooperation = "a", year = 2011, funder = "Town", amount = 75 } } },
      expect = { { unit = "a", period = 2010, value = 0.25 },
                 { unit = "a", period = 2011, missing = "no records" } } },
  },
}
