return indicator {
  title  = { en = "Of which adopted, by name", fr = "Dont adoptés, par leur nom", es = "De ellos adoptados, por su nombre" },
  about  = "The subjects that a forum adopted, in words. Madrid contributed to it, with others.",
  source = "Madrid, seminar on the international action of cities, 5 July 2018: weight on the international agenda",
  tags   = { dimension = "political", level = "outcome", dac = "impact", sdg = { 16, 17 } },
  value  = values(data.agenda:where { outcome = "adopted" }.subject),
  examples = {
    { given   = { agenda = { { year = 2016, subject = "peace", outcome = "tabled" }, { year = 2017, subject = "peace", outcome = "adopted" },
                             { year = 2017, subject = "clean air", outcome = "adopted" }, { year = 2017, subject = "housing" } } },
      units   = whole("The city"),
      expect  = { { period = 2016, missing = "no records" }, { period = 2017, value = "clean air; peace" } } },
  },
}
