local reached = use "quito/reached"

return indicator {
  title  = { en = "Highest less lowest", fr = "Le plus haut moins le plus bas", es = "El más alto menos el más bajo" },
  unit   = { en = "points", fr = "points", es = "puntos" },
  digits = 0,
  better = "lower",
  about  = "Percentage points between the highest district and the lowest.",
  source = "Quito, seminar on the international action of cities, 5 July 2018: a good figure for the city can hide large differences between districts",
  tags   = { dimension = "territorial", level = "outcome", sdg = 10, dac = "effectiveness" },
  value  = 100 * of_units(reached, "range"),
  examples = {
    -- a: 75 %, b: 0 %, c: nobody was asked
    { given  = { districts = { { id = "a" }, { id = "b" }, { id = "c" } },
                 survey    = { { district = "a", year = 2018, weight = 30, reached = 1 }, { district = "a", year = 2018, weight = 10, reached = 0 },
                               { district = "b", year = 2018, weight = 60, reached = 0 } } },
      units  = data.districts,
      expect = { { unit = "a", period = 2018, value = 75 },
                 { unit = "b", period = 2018, value = 75 } } },
  },
}
