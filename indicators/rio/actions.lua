return indicator {
  title  = { en = "Actions presented", fr = "Actions présentées", es = "Acciones presentadas" },
  unit   = { en = "actions", fr = "actions", es = "acciones" },
  about  = "Actions of the city presented at an event. One action shown at two events counts twice.",
  source = "Rio de Janeiro, seminar on the international action of cities, 5 July 2018: one of the criteria named; the goals are chosen for the example",
  tags   = { dimension = "political", level = "output", dac = "coherence", sdg = { 11, 13, 17 } },
  value  = count(data.actions),
  examples = {
    { given   = { actions = { { presented_on = "2016-05-19", subject = "bus corridors" }, { presented_on = "2016-09-08", subject = "bus corridors" } } },
      units   = whole("The city"),
      periods = years(2016, 2017),
      expect  = { { period = 2016, value = 2 }, { period = 2017, value = 0 } } },
  },
}
