-- Mexico City: diagnosis, objective, indicator, budget line, and where the chain breaks.
--   bareme run scripts/mexico.lua samples/mexico

local chain    = use "mexico/chain"
local measures = use "mexico/measures"
local lines    = use "mexico/budget_lines"

return report {
  title = { en = "Mexico City: from the diagnosis to the budget", fr = "Mexico : du diagnostic au budget", es = "Ciudad de México: del diagnóstico al presupuesto" },

  evaluation {
    name       = "diagnosis",
    title      = { en = "By problem of the diagnosis", fr = "Par problème du diagnostic", es = "Por problema del diagnóstico" },
    units      = data.problems,
    indicators = { use "mexico/objectives", measures, lines, chain, use "mexico/funded_objectives", use "mexico/priority_change" },
  },

  evaluation {
    name       = "objectives",
    title      = { en = "By objective", fr = "Par objectif", es = "Por objetivo" },
    units      = data.objectives,
    sections   = "problem.name",
    indicators = { measures, lines, chain, use "mexico/reached" },
  },

  evaluation {
    name       = "measured",
    title      = { en = "By indicator", fr = "Par indicateur", es = "Por indicador" },
    units      = data.indicators,
    beside     = { "baseline", "target", "actual" },
    indicators = { use "mexico/reached", use "mexico/budget", use "mexico/spent" },
    totals     = true,
  },
}
