return indicator {
  title  = { en = "Countries", fr = "Pays", es = "Países" },
  unit   = { en = "countries", fr = "pays", es = "países" },
  about  = "Different countries of the partners.",
  source = "Worked out from the agreements",
  tags   = { dimension = "political", level = "output", sdg = 17, dac = "effectiveness" },
  value  = distinct(data.agreements.country),
  examples = {
    { given   = { municipalities = { { id = "a" }, { id = "b" } },
                  agreements     = { { municipality = "a", country = "Italy" }, { municipality = "a", country = "Italy" },
                                     { municipality = "a", country = "Japan" }, { municipality = "a" } } },
      units   = data.municipalities,
      expect  = { { unit = "a", period = "all", value = 2 },
                  { unit = "b", period = "all", value = 0 } } },
  },
}
