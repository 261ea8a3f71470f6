return indicator {
  title   = { en = "The same without weights", fr = "Le même sans pondération", es = "Lo mismo sin ponderación" },
  percent = true,
  digits  = 1,
  about   = "What comes out if every household asked counts alike. Only to show what the weights change: it is not a figure of the city.",
  source  = "Worked out from the survey",
  tags    = { dimension = "territorial", level = "outcome", dac = "effectiveness", sdg = { 10, 11 } },
  value   = mean(data.survey.reached),
  examples = {
    { given  = { districts = { { id = "a" } },
                 survey    = { { district = "a", year = 2018, weight = 30, reached = 1 }, { district = "a", year = 2018, weight = 10, reached = 0 },
                               { district = "a", year = 2018, weight = 99 } } },
      units  = data.districts,
      expect = { { unit = "a", period = 2018, value = 0.5 } } },
  },
}
