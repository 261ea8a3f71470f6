return indicator {
  title  = { en = "First signatures", fr = "Premières signatures", es = "Primeras firmas" },
  unit   = { en = "projects", fr = "projets", es = "proyectos" },
  about  = "Projects first signed in the year. One whose year is not known counts in none.",
  source = "Record of a project in the French atlas of decentralised cooperation",
  tags   = { dimension = "political", level = "output" },
  value  = count(data.projects:dated "first_signature"),
  examples = {
    { given   = { projects = { { id = "a", first_signature = 2010 }, { id = "b", first_signature = 2010 }, { id = "c" } } },
      units   = whole("Atlas"),
      periods = years(2010, 2011),
      expect  = { { period = 2010, value = 2 }, { period = 2011, value = 0 } } },
  },
}
