-- A household drawn in a large district stands for more households than one drawn in a small one:
-- its weight says for how many. The answer is 1 for yes and 0 for no, so its mean is the share of yes.
return indicator {
  title   = { en = "Households reached", fr = "Ménages touchés", es = "Hogares alcanzados" },
  percent = true,
  digits  = 1,
  about   = "Households that a project with a partner abroad reached, each counted by its weight in the sample. Who did not answer is left aside.",
  source  = "Quito, seminar on the international action of cities, 5 July 2018: sampling; the question is invented",
  tags    = { dimension = "territorial", level = "outcome", dac = "effectiveness", sdg = { 10, 11 } },
  value   = weighted_mean(data.survey.reached, data.survey.weight),
  examples = {
    -- yes for 30 households and no for 10: 30 of 40; the third gave no answer. b: nobody answered
    { given  = { districts = { { id = "a" }, { id = "b" }, { id = "c" } },
                 survey    = { { district = "a", year = 2018, weight = 30, reached = 1 }, { district = "a", year = 2018, weight = 10, reached = 0 },
                               { district = "a", year = 2018, weight = 99 }, { district = "b", year = 2018, weight = 20 } } },
      units  = data.districts,
      expect = { { unit = "a", period = 2018, value = 0.75 },
                 { unit = "b", period = 2018, missing = "missing in the data" },
                 { unit = "c", period = 2018, missing = "no records" } } },
  },
}
