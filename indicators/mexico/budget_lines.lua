return indicator {
  title  = { en = "Budget lines", fr = "Lignes budgétaires", es = "Partidas" },
  unit   = { en = "lines", fr = "lignes", es = "partidas" },
  about  = "Budget lines that pay for what an indicator measures.",
  source = "Mexico City, seminar on the international action of cities, 5 July 2018: diagnosis, objectives, indicators, budget lines",
  tags   = { dimension = "institutional", dac = "coherence", level = "input" },
  value  = count(data.budget_lines),
  examples = {
    -- p1 has two objectives; one of them has two indicators, and one of these a budget line. p2 has nothing
    { given  = { problems     = { { id = "p1" }, { id = "p2" } },
                 objectives   = { { id = "o1", problem = "p1" }, { id = "o2", problem = "p1" } },
                 indicators   = { { id = "i1", objective = "o1" }, { id = "i2", objective = "o1" } },
                 budget_lines = { { id = "b1", indicator = "i1" } } },
      units  = data.problems,
      expect = { { unit = "p1", period = "all", value = 1 },
                 { unit = "p2", period = "all", value = 0 } } },
  },
}
