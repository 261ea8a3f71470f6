return indicator {
  title   = { en = "Multi-year", fr = "Pluriannuels", es = "Plurianuales" },
  percent = true,
  digits  = 0,
  about   = "Projects planned for more than one year, over those whose length is known.",
  source  = "Record of a project in the French atlas of decentralised cooperation",
  tags    = { dimension = "institutional", dac = "sustainability", level = "input" },
  value   = share(data.projects, { years = above(1) }),
  examples = {
    -- three years, one year, not known: 1 of 2
    { given  = { projects = { { id = "a", country = "x", years = 3 }, { id = "b", country = "x", years = 1 }, { id = "c", country = "x" }, { id = "d", country = "y" } } },
      units  = data.projects.country,
      expect = { { unit = "x", period = "all", value = 0.5 }, { unit = "y", period = "all", missing = "missing in the data" } } },
  },
}
