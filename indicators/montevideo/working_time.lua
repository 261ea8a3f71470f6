return indicator {
  title   = { en = "Working time on international action", fr = "Temps de travail consacré à l'international", es = "Tiempo de trabajo dedicado a lo internacional" },
  percent = true,
  about   = "Hours on international action over hours worked, of those whose hours are known.",
  source  = "Montevideo, seminar on the international action of cities, 5 July 2018: working time",
  tags    = { dimension = "institutional", level = "input" },
  value   = weighted_mean(data.staff.hours_abroad / data.staff.hours, data.staff.hours),
  examples = {
    -- 900 of 1 600 and 300 of 800 hours: 1 200 of 2 400; the third person's are not known
    { given  = { staff = { { person = "x", year = 2015, hours = 1600, hours_abroad = 900 },
                           { person = "y", year = 2015, hours = 800, hours_abroad = 300 },
                           { person = "z", year = 2015, hours = 1600 } } },
      units  = whole("The office"),
      expect = { { period = 2015, value = 0.5 } } },
  },
}
