return indicator {
  title   = { en = "Delegations that led to something", fr = "Délégations suivies d'effet", es = "Delegaciones con seguimiento" },
  percent = true,
  about   = "Delegations received that were followed by a project, an agreement or a visit, over those of which it is known.",
  source  = "Invented for the example: the document names four of about ten indicators, and this is not one of them",
  tags    = { dimension = "political", level = "outcome", dac = "effectiveness", sdg = 17 },
  value   = share(data.delegations, { followed_up = "yes" }),
  examples = {
    -- yes, no, and one of which nobody knows: 1 of 2
    { given  = { cooperations = { { id = "a" }, { id = "b" } },
                 delegations  = { { cooperation = "a", year = 2020, followed_up = "yes" }, { cooperation = "a", year = 2020, followed_up = "no" },
                                  { cooperation = "a", year = 2020 } } },
      expect = { { unit = "a", period = 2020, value = 0.5 },
                 { unit = "b", period = 2020, missing = "no records" } } },
  },
}
