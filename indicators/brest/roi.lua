local cost    = use "brest/cost"
local returns = use "brest/returns"

return indicator {
  title   = { en = "Return on investment", fr = "Retour sur investissement", es = "Retorno de la inversión" },
  percent = true,
  digits  = 0,
  about   = "Returns less cost, over cost: 0 % when the money came back, -100 % when nothing did. Without a return in money there is no figure.",
  source  = "Brest, seminar on the international action of cities, 5 July 2018: return on investment",
  tags    = { dimension = "territorial", dac = "efficiency", sdg = 8, level = "outcome" },
  value   = (returns - cost) / cost,
  examples = {
    { given  = { fields  = { { id = "a" }, { id = "b" }, { id = "c" } },
                 costs   = { { field = "a", year = 2015, amount = 100 }, { field = "b", year = 2015, amount = 100 }, { field = "c", year = 2015, amount = 0 } },
                 returns = { { field = "a", year = 2015, amount = 150 }, { field = "c", year = 2015, amount = 10 } } },
      units  = data.fields,
      expect = { { unit = "a", period = 2015, value = 0.5 },
                 { unit = "b", period = 2015, missing = "no records" },
                 { unit = "c", period = 2015, missing = "division by zero" } } },
  },
}
