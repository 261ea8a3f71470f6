return indicator {
  title  = { en = "Staff trained", fr = "Agents formés", es = "Personal formado" },
  unit   = { en = "people", fr = "personnes", es = "personas" },
  about  = "People who followed a course on international work. Who followed two counts twice; a course whose list is lost is passed over.",
  source = "Rio de Janeiro, seminar on the international action of cities, 5 July 2018: one of the criteria named; the goals are chosen for the example",
  tags   = { dimension = "institutional", level = "output", dac = "sustainability", sdg = { 4, 8, 16 } },
  value  = sum(data.training.people),
  examples = {
    -- 24 people and a course to which nobody came; then a course whose list is lost; then no course
    { given   = { training = { { year = 2015, people = 24 }, { year = 2015, people = 0 }, { year = 2016 } } },
      units   = whole("The city"),
      periods = years(2015, 2017),
      expect  = { { period = 2015, value = 24 }, { period = 2016, missing = "missing in the data" }, { period = 2017, missing = "no records" } } },
  },
}
