return indicator {
  title  = { en = "Amount given", fr = "Montant consacré", es = "Importe dedicado" },
  unit   = "EUR",
  digits = 0,
  about  = "What an authority gives to cooperation in the year it reports.",
  source = "Angers and Bamako, meeting on local authorities and twinning committees",
  tags   = { dimension = "political", sdg = 17, level = "input" },
  value  = sum(data.efforts.amount),
  examples = {
    { given  = { efforts = { { id = "city", amount = 220 }, { id = "county" } } },
      units  = data.efforts,
      expect = { { unit = "city", period = "all", value = 220 },
                 { unit = "county", period = "all", missing = "missing in the data" } } },
  },
}
