return indicator {
  title  = { en = "Cooperation funds received", fr = "Fonds de coopération reçus", es = "Fondos de cooperación recibidos" },
  unit   = { en = "million US dollars", fr = "millions de dollars", es = "millones de dólares" },
  digits = 2,
  about  = "What partners paid into common projects. An amount that is not known is passed over, and the figure is marked.",
  source = "Invented for the example: the document names four of about ten indicators, and this is not one of them",
  tags   = { dimension = "institutional", level = "input", dac = "efficiency", sdg = 17 },
  value  = sum(data.funds.amount),
  examples = {
    -- a: 0.4 and an unknown amount; b: nothing was paid
    { given  = { cooperations = { { id = "a" }, { id = "b" } },
                 funds        = { { cooperation = "a", year = 2020, amount = 0.4 }, { cooperation = "a", year = 2020 },
                                  { cooperation = "a", year = 2021 } } },
      expect = { { unit = "a", period = 2020, value = 0.4 },
                 { unit = "a", period = 2021, missing = "missing in the data" },
                 { unit = "b", period = 2020, missing = "no records" } } },
  },
}
