return indicator {
  title  = { en = "Events of city networks attended", fr = "Événements de réseaux de villes suivis", es = "Eventos de redes de ciudades con asistencia" },
  unit   = { en = "events", fr = "événements", es = "eventos" },
  about  = "Events held in the period at which the city was present. One of which this is not known does not count.",
  source = "Rio de Janeiro, seminar on the international action of cities, 5 July 2018: one of the criteria named; the goals are chosen for the example",
  tags   = { dimension = "political", level = "activity", dac = "coherence", sdg = { 11, 17 } },
  value  = count(data.events:where { attended = "yes" }),
  examples = {
    -- one attended, one not, one not known
    { given   = { events = { { held_on = "2016-05-19", attended = "yes" }, { held_on = "2016-06-01", attended = "no" }, { held_on = "2016-07-01" } } },
      units   = whole("The city"),
      periods = years(2016, 2017),
      expect  = { { period = 2016, value = 1 }, { period = 2017, value = 0 } } },
  },
}
