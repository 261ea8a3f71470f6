local signed = use "medellin/agreements"

return indicator {
  title  = { en = "Concentration of agreements", fr = "Concentration des accords", es = "Concentración de los acuerdos" },
  digits = 2,
  better = "lower",
  about  = "Gini coefficient over the units of the table: 0 when all sign as many, near 1 when one signs them all. A good figure for the city can hide large differences within it.",
  source = "Worked out from the agreements signed",
  tags   = { dimension = "territorial", level = "outcome" },
  value  = of_units(signed, "gini"),
  examples = {
    -- 1 and 3: the differences |1-3| + |3-1| = 4, over 2 x 2 x 2 x mean 2 = 16, give 0.25
    { given  = { cooperations = { { id = "a" }, { id = "b" } },
                 agreements   = { { cooperation = "a", year = 2016 }, { cooperation = "b", year = 2016 },
                                  { cooperation = "b", year = 2016 }, { cooperation = "b", year = 2016 } } },
      expect = { { unit = "a", period = 2016, value = 0.25 },
                 { unit = "b", period = 2016, value = 0.25 } } },
  },
}
