-- Only lines with both figures: what was spent of an unknown budget is no share of it.
local known = data.budget_lines:where { amount = present(), spent = present() }

return indicator {
  title   = { en = "Budget spent", fr = "Budget exécuté", es = "Presupuesto ejercido" },
  percent = true,
  about   = "Spent over budgeted, in the lines where both are known.",
  source  = "Worked out from the budget lines",
  tags    = { dimension = "institutional", dac = "efficiency", level = "input" },
  value   = sum(known.spent) / sum(known.amount),
  examples = {
    { given  = { indicators   = { { id = "i1" }, { id = "i2" } },
                 budget_lines = { { indicator = "i1", amount = 4, spent = 3 }, { indicator = "i1", spent = 9 }, { indicator = "i2", spent = 1 } } },
      units  = data.indicators,
      expect = { { unit = "i1", period = "all", value = 0.75 },
                 { unit = "i2", period = "all", missing = "no records" } } },
  },
}
