-- Unequal weights make a sample worth less than its number: (sum of w)² / (sum of w²) households
-- drawn evenly would say as much.
local share    = use "quito/reached"
local answered = data.survey:where { reached = present() }
local worth    = sum(answered.weight) ^ 2 / sum(answered.weight * answered.weight)

return indicator {
  title  = { en = "Margin, 95 %", fr = "Marge, 95 %", es = "Margen, 95 %" },
  unit   = { en = "points", fr = "points", es = "puntos" },
  digits = 0,
  better = "lower",
  about  = "Plus or minus so many percentage points: 1.96 standard errors, with the number of households that the weighted sample is worth. With a share of 0 or of all it is 0, and says nothing.",
  source = "Worked out from the survey",
  tags   = { dimension = "territorial", level = "activity", dac = "effectiveness", sdg = { 10, 11 } },
  value  = 196 * sqrt(share * (1 - share) / worth),
  examples = {
    -- four of one weight, two of them reached: 196 x sqrt(0.25 / 4) = 49. b: weights of 3 and 1 are worth 16 / 10 = 1.6
    -- households: 196 x sqrt(0.75 x 0.25 / 1.6)
    { given  = { districts = { { id = "a" }, { id = "b" } },
                 survey    = { { district = "a", year = 2018, weight = 10, reached = 1 }, { district = "a", year = 2018, weight = 10, reached = 1 },
                               { district = "a", year = 2018, weight = 10, reached = 0 }, { district = "a", year = 2018, weight = 10, reached = 0 },
                               { district = "a", year = 2018, weight = 10 },
                               { district = "b", year = 2018, weight = 3, reached = 1 }, { district = "b", year = 2018, weight = 1, reached = 0 } } },
      units  = data.districts,
      expect = { { unit = "a", period = 2018, value = 49 },
                 { unit = "b", period = 2018, value = 67.09601329438284 } } },
  },
}
