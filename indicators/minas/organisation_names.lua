return indicator {
  title  = { en = "Organisations by name", fr = "Organisations, par leur nom", es = "Organizaciones por su nombre" },
  about  = "The names of the organisations that signed, each once. The figure is a text.",
  source = "Minas Gerais, seminar on the international action of cities, 5 July 2018: the 72 organisations by name",
  tags   = { dimension = "institutional", level = "output", sdg = 17, dac = "effectiveness" },
  value  = values(data.agreements.organisation.name),
  examples = {
    { given   = { municipalities = { { id = "a" }, { id = "b" }, { id = "c" } },
                  organisations  = { { id = "x", name = "Trade house" }, { id = "y", name = "University" } },
                  agreements     = { { municipality = "a", organisation = "x" }, { municipality = "a", organisation = "y" },
                                     { municipality = "a", organisation = "x" }, { municipality = "c" } } },
      units   = data.municipalities,
      expect  = { { unit = "a", period = "all", value = "Trade house; University" },
                  { unit = "b", period = "all", missing = "no records" },
                  { unit = "c", period = "all", missing = "missing in the data" } } },
  },
}
