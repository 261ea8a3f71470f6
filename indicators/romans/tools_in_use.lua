return indicator {
  title   = { en = "Management tools in use", fr = "Outils de gestion en usage", es = "Herramientas de gestión en uso" },
  percent = true,
  about   = "Tools in use over the tools the towns meant to design together.",
  source  = "Balance of the post-evaluation support to Romans, CIEDEL for F3E, November 2010",
  tags    = { level = "output", dac = "sustainability" },
  value   = share(data.tools, { state = "in use" }),
  examples = {
    { given  = { cooperations = { { id = "a" } },
                 tools        = { { cooperation = "a", state = "in use" }, { cooperation = "a", state = "to do" } } },
      expect = { { unit = "a", period = "all", value = 0.5 } } },
  },
}
