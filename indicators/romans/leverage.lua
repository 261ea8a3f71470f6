local town = sum(data.funding:where { funder = like("ville de *") }.amount)
local all  = use "romans/funding"

return indicator {
  title  = { en = "Leverage", fr = "Effet de levier", es = "Efecto palanca" },
  unit   = { en = "EUR for each euro of the town", fr = "EUR pour un euro de la ville", es = "EUR por cada euro de la ciudad" },
  digits = 2,
  about  = "What the other funders bring for each euro that the town brings itself.",
  source = "Record of the project in the French atlas of decentralised cooperation",
  tags   = { level = "input", dac = "efficiency", sdg = 17 },
  value  = (all - town) / town,
  examples = {
    -- the town brings 100 and others 40; then the others alone
    { given  = { cooperations = { { id = "a" } },
                 funding      = { { cooperation = "a", year = 2010, funder = "Ville de A", amount = 100 },
                                  { cooperation = "a", year = 2010, funder = "Ministry", amount = 25 },
                                  { cooperation = "a", year = 2010, funder = "Villes partenaires", amount = 15 },
                                  { cooperation = "a", year = 2011, funder = "Ministry", amount = 25 } } },
      expect = { { unit = "a", period = 2010, value = 0.4 },
                 { unit = "a", period = 2011, missing = "no records" } } },
  },
}
