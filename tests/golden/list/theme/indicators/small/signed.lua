return indicator {
  title  = { en = "Agreements signed", fr = "Accords signés" },
  unit   = { en = "agreements", fr = "accords" },
  about  = "Protocols and framework agreements signed in the period.",
  source = "Worked out by hand",
  tags   = { level = "output", sdg = { 6, 17 } },
  value  = count(data.agreements:where { kind = { "protocol", "framework" }, ["cooperation.country"] = is_not("Spain") }),
  examples = {
    { given  = { cooperations = { { id = "a", country = "Italy" } },
                 agreements   = { { cooperation = "a", year = 2016, kind = "protocol" }, { cooperation = "a", year = 2016, kind = "protocol" },
                                  { cooperation = "a", year = 2016, kind = "twinning" } } },
      expect = { { unit = "a", period = 2016, value = 2 } } },
  },
}
