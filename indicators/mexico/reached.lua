-- Record by record: each indicator has its own starting point and its own target, up or down.
local i = data.indicators

return indicator {
  title   = { en = "Way to the target", fr = "Chemin vers la cible", es = "Avance hacia la meta" },
  percent = true,
  digits  = 0,
  bands   = { green = 1, amber = 0.5 },
  about   = "How much of the way from the baseline to the target was covered; of several indicators, the mean. A target below the baseline is a way down.",
  source  = "Worked out from the indicators of the plan",
  tags    = { dimension = "institutional", dac = "effectiveness", level = "outcome" },
  value   = mean((i.actual - i.baseline) / (i.target - i.baseline)),
  examples = {
    -- o1: 10 to 15 on the way to 20 is half, 40 to 30 on the way down to 20 is half too. o2: nobody measured
    { given  = { objectives = { { id = "o1" }, { id = "o2" }, { id = "o3" } },
                 indicators = { { id = "i1", objective = "o1", baseline = 10, target = 20, actual = 15 },
                                { id = "i2", objective = "o1", baseline = 40, target = 20, actual = 30 },
                                { id = "i3", objective = "o2", baseline = 1, target = 2 } } },
      units  = data.objectives,
      expect = { { unit = "o1", period = "all", value = 0.5 },
                 { unit = "o2", period = "all", missing = "missing in the data" },
                 { unit = "o3", period = "all", missing = "no records" } } },
  },
}
