local measured = use "cordoba/measure"

return indicator {
  title   = { en = "Way covered since the baseline", fr = "Chemin parcouru depuis la situation de référence", es = "Camino recorrido desde la línea de base" },
  percent = true,
  about   = "0 % is where the field stood before the plan, 100 % the target of the year. It reads the same whether more or less is better.",
  source  = "Worked out from the measures, the targets and the baselines",
  tags    = { dimension = "institutional", level = "outcome", dac = "effectiveness", sdg = 17 },
  value   = progress(measured, only(data.fields.baseline), only(data.targets.target)),
  examples = {
    -- a: from 10 to 12, and the target is 15: 2 of 5.  b: from 30 days to 20, and 15 are wanted: 10 of 15
    -- c: the target is to stay where one is
    { given   = { fields   = { { id = "a", baseline = 10 }, { id = "b", baseline = 30 }, { id = "c", baseline = 8 } },
                  measures = { { field = "a", year = 2016, value = 12 }, { field = "b", year = 2016, value = 20 },
                               { field = "c", year = 2016, value = 8 } },
                  targets  = { { field = "a", year = 2016, target = 15 }, { field = "b", year = 2016, target = 15 },
                               { field = "c", year = 2016, target = 8 } } },
      units   = data.fields,
      expect  = { { unit = "a", period = 2016, value = 0.4 },
                  { unit = "b", period = 2016, value = 2 / 3 },
                  { unit = "c", period = 2016, missing = "division by zero" } } },
  },
}
