-- How far the chain goes: 0 stops at the diagnosis, 3 reaches a budget line.
local objectives = use "mexico/objectives"
local measures   = use "mexico/measures"
local lines      = use "mexico/budget_lines"

return indicator {
  title  = { en = "Where the chain breaks", fr = "Où la chaîne se rompt", es = "Dónde se rompe la cadena" },
  labels = { [0] = "no objective", [1] = "no indicator", [2] = "no budget line", [3] = "whole" },
  about  = "The first link that is not there at all: diagnosis, objective, indicator, budget line. Whole means that one way at least goes through to the end.",
  source = "Mexico City, seminar on the international action of cities, 5 July 2018: diagnosis, objectives, indicators, budget lines",
  tags   = { dimension = "institutional", dac = "coherence", level = "input" },
  value  = when(equal(objectives, 0), 0, when(equal(measures, 0), 1, when(equal(lines, 0), 2, 3))),
  examples = {
    { given  = { problems     = { { id = "p0" }, { id = "p1" }, { id = "p2" }, { id = "p3" } },
                 objectives   = { { id = "o1", problem = "p1" }, { id = "o2", problem = "p2" }, { id = "o3", problem = "p3" } },
                 indicators   = { { id = "i2", objective = "o2" }, { id = "i3", objective = "o3" } },
                 budget_lines = { { id = "b3", indicator = "i3" } } },
      units  = data.problems,
      expect = { { unit = "p0", period = "all", value = 0 }, { unit = "p1", period = "all", value = 1 },
                 { unit = "p2", period = "all", value = 2 }, { unit = "p3", period = "all", value = 3 } } },
  },
}
