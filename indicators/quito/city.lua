-- The city's own figure, to stand beside each district: all households by their weights. A mean of the
-- districts' shares would count a small district as much as a large one.
local answered = data.survey:where { reached = present() }

return indicator {
  title   = { en = "The city", fr = "La ville", es = "La ciudad" },
  percent = true,
  digits  = 1,
  about   = "Households reached in all districts of the table together, the same for each.",
  source  = "Worked out from the survey",
  tags    = { dimension = "territorial", level = "outcome", dac = "effectiveness", sdg = { 10, 11 } },
  value   = of_units(sum(answered.reached * answered.weight), "mean") / of_units(sum(answered.weight), "mean"),
  examples = {
    -- a: 30 of 40 households; b: none of 60.  30 of 100, whereas the mean of 75 % and 0 % would be 37.5 %
    { given  = { districts = { { id = "a" }, { id = "b" } },
                 survey    = { { district = "a", year = 2018, weight = 30, reached = 1 }, { district = "a", year = 2018, weight = 10, reached = 0 },
                               { district = "b", year = 2018, weight = 60, reached = 0 }, { district = "b", year = 2018, weight = 99 } } },
      units  = data.districts,
      expect = { { unit = "a", period = 2018, value = 0.3 },
                 { unit = "b", period = 2018, value = 0.3 } } },
  },
}
