return indicator {
  title  = { en = "Exchanges of experience", fr = "Échanges d'expériences", es = "Intercambios de experiencias" },
  unit   = { en = "exchanges", fr = "échanges", es = "intercambios" },
  about  = "Exchanges with another city under way in the period, in whichever direction.",
  source = "Rio de Janeiro, seminar on the international action of cities, 5 July 2018: one of the criteria named; the goals are chosen for the example",
  tags   = { dimension = "territorial", level = "output", dac = "effectiveness", sdg = { 4, 17 } },
  value  = count(data.exchanges:dated { "from", "to" }),
  examples = {
    { given   = { exchanges = { { partner = "Lisbon", from = "2016-09-01", to = "2017-04-30" }, { partner = "Paris", from = "2017-06-01" } } },
      units   = whole("The city"),
      periods = years(2015, 2018),
      expect  = { { period = 2015, value = 0 }, { period = 2016, value = 1 }, { period = 2017, value = 2 }, { period = 2018, value = 1 } } },
  },
}
