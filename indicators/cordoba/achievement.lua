local measured = use "cordoba/measure"
local target   = only(data.targets.target)
local less     = equal(only(data.fields.better), "lower")

return indicator {
  title   = { en = "Target reached", fr = "Cible atteinte", es = "Meta alcanzada" },
  percent = true,
  bands   = { green = 1, amber = 0.9 },
  about   = "The measure over its target. In a field where less is better the two are turned round, so that 100 % is always the target and more always better.",
  source  = "Worked out from the measures and the targets",
  tags    = { dimension = "institutional", level = "outcome", dac = "effectiveness", sdg = 17 },
  value   = when(less, target / measured, achievement(measured, target)),
  examples = {
    -- a: 12 of 15. b, where less is better: 20 days for a target of 15. c: no target was set
    { given   = { fields   = { { id = "a", better = "higher" }, { id = "b", better = "lower" }, { id = "c", better = "higher" } },
                  measures = { { field = "a", year = 2016, value = 12 }, { field = "b", year = 2016, value = 20 },
                               { field = "c", year = 2016, value = 7 } },
                  targets  = { { field = "a", year = 2016, target = 15 }, { field = "b", year = 2016, target = 15 } } },
      units   = data.fields,
      expect  = { { unit = "a", period = 2016, value = 0.8 },
                  { unit = "b", period = 2016, value = 0.75 },
                  { unit = "c", period = 2016, missing = "no records" } } },
  },
}
