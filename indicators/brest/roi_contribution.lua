local cost         = use "brest/cost"
local contribution = use "brest/contribution"

return indicator {
  title   = { en = "Return, prudently", fr = "Retour, prudemment", es = "Retorno, con prudencia" },
  percent = true,
  digits  = 0,
  about   = "The return on investment, with only the part of each return that is owed to the cooperation.",
  source  = "Worked out from the cost and the contribution",
  tags    = { dimension = "territorial", dac = "efficiency", sdg = 8, level = "outcome" },
  value   = (contribution - cost) / cost,
  examples = {
    -- half of 150 is 75, a quarter less than 100
    { given  = { fields  = { { id = "a" }, { id = "b" } },
                 costs   = { { field = "a", year = 2015, amount = 100 }, { field = "b", year = 2015, amount = 100 } },
                 returns = { { field = "a", year = 2015, amount = 150, contribution = 0.5 }, { field = "b", year = 2015, amount = 150 } } },
      units  = data.fields,
      expect = { { unit = "a", period = 2015, value = -0.25 },
                 { unit = "b", period = 2015, missing = "missing in the data" } } },
  },
}
