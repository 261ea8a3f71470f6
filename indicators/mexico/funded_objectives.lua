return indicator {
  title   = { en = "Objectives that reach a budget line", fr = "Objectifs financés", es = "Objetivos con partida" },
  percent = true,
  about   = "Objectives that have an indicator with a budget line, over all objectives. It shows the side branches that break while the chain as a whole holds.",
  source  = "Worked out from the objectives, their indicators and the budget lines",
  tags    = { dimension = "institutional", dac = "coherence", level = "input" },
  value   = distinct(data.budget_lines.indicator.objective) / count(data.objectives),
  examples = {
    -- of the two objectives of p1 one is paid for, twice; p2 has no objective
    { given  = { problems     = { { id = "p1" }, { id = "p2" } },
                 objectives   = { { id = "o1", problem = "p1" }, { id = "o2", problem = "p1" } },
                 indicators   = { { id = "i1", objective = "o1" } },
                 budget_lines = { { id = "b1", indicator = "i1" }, { id = "b2", indicator = "i1" } } },
      units  = data.problems,
      expect = { { unit = "p1", period = "all", value = 0.5 },
                 { unit = "p2", period = "all", missing = "division by zero" } } },
  },
}
