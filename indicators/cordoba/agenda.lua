return indicator {
  title   = { en = "Proposals taken up", fr = "Propositions reprises", es = "Propuestas recogidas" },
  percent = true,
  about   = "Proposals that went into the text the forum adopted, over those whose outcome is known. It says that the city contributed, not that it alone brought this about.",
  source  = "Córdoba, seminar on the international action of cities, 5 July 2018: influence on the international agenda",
  tags    = { dimension = "political", level = "outcome", dac = "impact", sdg = 17 },
  value   = share(data.proposals, { outcome = "taken up" }),
  examples = {
    -- one taken up, one not, one not yet decided: 1 of 2; b made none
    { given  = { fields    = { { id = "a" }, { id = "b" } },
                 proposals = { { field = "a", year = 2016, outcome = "taken up" }, { field = "a", year = 2016, outcome = "not taken up" },
                               { field = "a", year = 2016 }, { field = "a", year = 2017 } } },
      units  = data.fields,
      expect = { { unit = "a", period = 2016, value = 0.5 },
                 { unit = "a", period = 2017, missing = "missing in the data" },
                 { unit = "b", period = 2016, missing = "no records" } } },
  },
}
