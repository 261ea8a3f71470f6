return indicator {
  title  = { en = "Foreign languages in the office", fr = "Langues étrangères du service", es = "Idiomas extranjeros de la oficina" },
  unit   = { en = "languages", fr = "langues", es = "idiomas" },
  about  = "Different languages the staff speak besides Spanish. A cell such as es;en;fr holds three.",
  source = "Montevideo, seminar on the international action of cities, 5 July 2018: foreign languages of the staff",
  tags   = { dimension = "institutional", level = "input" },
  value  = highest(distinct(split(data.staff.languages, ";")) - 1, 0),
  examples = {
    -- es, en, pt: two besides Spanish
    { given  = { staff = { { person = "x", year = 2015, languages = "es;en" }, { person = "y", year = 2015, languages = "es;pt" } } },
      units  = whole("The office"),
      expect = { { period = 2015, value = 2 } } },
  },
}
