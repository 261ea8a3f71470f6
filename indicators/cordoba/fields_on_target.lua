local reached = use "cordoba/achievement"

return indicator {
  title   = { en = "Fields that reach their target", fr = "Domaines qui atteignent leur cible", es = "Ámbitos que alcanzan su meta" },
  percent = true,
  about   = "Of the fields that have a measure and a target in the year. The same figure stands beside each field.",
  source  = "Worked out from the measures and the targets",
  tags    = { dimension = "institutional", level = "outcome", dac = "effectiveness", sdg = 17 },
  value   = of_units(when(at_least(reached, 1), 1, 0), "mean"),
  examples = {
    -- a reaches its target, b does not, c was not measured: 1 of 2
    { given   = { fields   = { { id = "a", better = "higher" }, { id = "b", better = "higher" }, { id = "c", better = "higher" } },
                  measures = { { field = "a", year = 2016, value = 15 }, { field = "b", year = 2016, value = 7 } },
                  targets  = { { field = "a", year = 2016, target = 15 }, { field = "b", year = 2016, target = 10 },
                               { field = "c", year = 2016, target = 4 } } },
      units   = data.fields,
      expect  = { { unit = "a", period = 2016, value = 0.5 },
                  { unit = "b", period = 2016, value = 0.5 } } },
  },
}
