return indicator {
  title   = { en = "Assemblies attended", fr = "Assemblées suivies", es = "Asambleas con asistencia" },
  percent = true,
  about   = "Assemblies of the networks at which the city was present, over those of which it is known.",
  source  = "Madrid, seminar on the international action of cities, 5 July 2018: participation in networks",
  tags    = { dimension = "political", level = "activity", sdg = 17, dac = "coherence" },
  value   = share(data.assemblies, { attended = "yes" }),
  examples = {
    -- one yes, one no, one of which nobody knows
    { given   = { assemblies = { { year = 2016, attended = "yes" }, { year = 2016, attended = "no" }, { year = 2016 } } },
      units   = whole("The city"),
      periods = years(2016, 2017),
      expect  = { { period = 2016, value = 0.5 }, { period = 2017, missing = "no records" } } },
  },
}
