return indicator {
  title   = { en = "Share of the budget pledged", fr = "Part du budget promise", es = "Parte del presupuesto comprometida" },
  percent = true,
  digits  = 1,
  about   = "What an authority says that it gives to cooperation, as a share of its budget. The budgets differ: two shares of two budgets are never added up.",
  source  = "Angers and Bamako, meeting on local authorities and twinning committees",
  tags    = { dimension = "political", sdg = 17, level = "input" },
  value   = only(data.efforts.percent) / 100,
  examples = {
    { given  = { efforts = { { id = "city", percent = 0.5 }, { id = "county" } } },
      units  = data.efforts,
      expect = { { unit = "city", period = "all", value = 0.005 },
                 { unit = "county", period = "all", missing = "missing in the data" } } },
  },
}
