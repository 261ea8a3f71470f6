local reached, city = use "quito/reached", use "quito/city"

return indicator {
  title  = { en = "Gap to the city", fr = "Écart à la ville", es = "Distancia a la ciudad" },
  unit   = { en = "points", fr = "points", es = "puntos" },
  digits = 0,
  about  = "Percentage points above the city's figure, or below it.",
  source = "Worked out from the survey",
  tags   = { dimension = "territorial", level = "outcome", sdg = 10, dac = "effectiveness" },
  value  = 100 * (reached - city),
  examples = {
    -- the city stands at 30 %: a at 75 %, b at 0 %
    { given  = { districts = { { id = "a" }, { id = "b" }, { id = "c" } },
                 survey    = { { district = "a", year = 2018, weight = 30, reached = 1 }, { district = "a", year = 2018, weight = 10, reached = 0 },
                               { district = "b", year = 2018, weight = 60, reached = 0 } } },
      units  = data.districts,
      expect = { { unit = "a", period = 2018, value = 45 },
                 { unit = "b", period = 2018, value = -30 },
                 { unit = "c", period = 2018, missing = "no records" } } },
  },
}
