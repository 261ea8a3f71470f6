return indicator {
  title  = { en = "Subjects brought onto the international agenda", fr = "Sujets portés à l'agenda international", es = "Temas llevados a la agenda internacional" },
  unit   = { en = "subjects", fr = "sujets", es = "temas" },
  about  = "Different subjects that the city put before a forum in the year. One subject before two forums is one subject.",
  source = "Madrid, seminar on the international action of cities, 5 July 2018: weight on the international agenda",
  tags   = { dimension = "political", level = "output", dac = "relevance", sdg = { 16, 17 } },
  value  = distinct(data.agenda.subject),
  examples = {
    { given   = { agenda = { { year = 2017, forum = "F", subject = "clean air" }, { year = 2017, forum = "G", subject = "clean air" },
                             { year = 2017, forum = "G", subject = "peace" } } },
      units   = whole("The city"),
      periods = years(2016, 2017),
      expect  = { { period = 2016, value = 0 }, { period = 2017, value = 2 } } },
  },
}
