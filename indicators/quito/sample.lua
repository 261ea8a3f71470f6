return indicator {
  title  = { en = "Households asked", fr = "Ménages interrogés", es = "Hogares encuestados" },
  unit   = "n",
  about  = "Households that answered. What a handful of them say of a district is hardly worth printing.",
  source = "Quito, seminar on the international action of cities, 5 July 2018: sampling",
  tags   = { dimension = "territorial", level = "activity", dac = "effectiveness", sdg = { 10, 11 } },
  value  = count(data.survey.reached),
  examples = {
    { given  = { districts = { { id = "a" }, { id = "b" } },
                 survey    = { { district = "a", year = 2018, reached = 1 }, { district = "a", year = 2018, reached = 0 },
                               { district = "a", year = 2018 } } },
      units  = data.districts,
      expect = { { unit = "a", period = 2018, value = 2 }, { unit = "b", period = 2018, value = 0 } } },
  },
}
