return indicator {
  title  = { en = "Which tools", fr = "Quels outils", es = "Qué herramientas" },
  about  = "The tools by name.",
  source = "Balance of the post-evaluation support to Romans, CIEDEL for F3E, November 2010",
  tags   = { level = "output", dac = "sustainability" },
  value  = values(data.tools.name),
  examples = {
    { given  = { tools = { { id = "t1", state = "in use", name = "Call" }, { id = "t2", state = "in use", name = "Report" }, { id = "t3", state = "to do" } } },
      units  = data.tools.state,
      expect = { { unit = "in use", period = "all", value = "Call; Report" },
                 { unit = "to do", period = "all", missing = "missing in the data" } } },
  },
}
