return indicator {
  title  = { en = "Management tools", fr = "Outils de gestion", es = "Herramientas de gestión" },
  unit   = { en = "tools", fr = "outils", es = "herramientas" },
  about  = "Tools that the towns use together, or mean to. With their state as units: how many are in use, and how many still to do.",
  source = "Balance of the post-evaluation support to Romans, CIEDEL for F3E, November 2010",
  tags   = { level = "output", dac = "sustainability" },
  value  = count(data.tools),
  examples = {
    { given  = { tools = { { id = "t1", state = "in use" }, { id = "t2", state = "to do" }, { id = "t3", state = "in use" } } },
      units  = data.tools.state,
      expect = { { unit = "in use", period = "all", value = 2 }, { unit = "to do", period = "all", value = 1 } } },
  },
}
