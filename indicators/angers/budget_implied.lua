local amount = use "angers/amount"
local pledge = use "angers/pledge"

return indicator {
  title  = { en = "Budget that this implies", fr = "Budget que cela suppose", es = "Presupuesto que esto supone" },
  unit   = "EUR",
  digits = 0,
  about  = "The amount over the share: how large the budget must be if both are right. A way to check one against the other.",
  source = "Worked out from the amount and the share",
  tags   = { dimension = "political", level = "input" },
  value  = amount / pledge,
  examples = {
    -- 5 is 0.5 % of 1 000; the county pledged nothing, so nothing follows
    { given  = { efforts = { { id = "city", percent = 0.5, amount = 5 }, { id = "town", percent = 0.5 }, { id = "county", percent = 0, amount = 0 } } },
      units  = data.efforts,
      expect = { { unit = "city", period = "all", value = 1000 },
                 { unit = "town", period = "all", missing = "missing in the data" },
                 { unit = "county", period = "all", missing = "division by zero" } } },
  },
}
