local rank = { alta = 3, media = 2, baja = 1 }

return indicator {
  title  = { en = "Is it still a priority?", fr = "Est-ce encore une priorité ?", es = "¿Sigue siendo prioridad?" },
  labels = { [-2] = "far less", [-1] = "less", [0] = "as before", [1] = "more", [2] = "far more" },
  about  = "Priority of the problem after the policy less that before, from 3 for alta to 1 for baja. Where nobody asked again there is no figure.",
  source = "Mexico City, seminar on the international action of cities, 5 July 2018: is the problem still a priority afterwards?",
  tags   = { dimension = "political", dac = "relevance", level = "impact" },
  value  = only(recode(data.problems.priority_after, rank)) - only(recode(data.problems.priority_before, rank)),
  examples = {
    { given  = { problems = { { id = "p1", priority_before = "alta", priority_after = "media" },
                              { id = "p2", priority_before = "baja", priority_after = "baja" },
                              { id = "p3", priority_before = "alta" } } },
      units  = data.problems,
      expect = { { unit = "p1", period = "all", value = -1 },
                 { unit = "p2", period = "all", value = 0 },
                 { unit = "p3", period = "all", missing = "missing in the data" } } },
  },
}
