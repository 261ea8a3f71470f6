return indicator {
  title   = { en = "Lines that state a water amount", fr = "Lignes où le montant eau est renseigné", es = "Líneas con importe de agua informado" },
  percent = true,
  about   = "Lines of funding with a water amount, be it 0, over all lines.",
  source  = "Worked out from the funding",
  tags    = { level = "input" },
  value   = count(data.funding.water_amount) / count(data.funding),
  examples = {
    { given   = { cooperations = { { id = "a" } },
                  funding      = { { cooperation = "a", year = 2010, water_amount = 0 }, { cooperation = "a", year = 2010 } } },
      periods = years(2010, 2011),
      expect  = { { unit = "a", period = 2010, value = 0.5 },
                  { unit = "a", period = 2011, missing = "division by zero" } } },
  },
}
