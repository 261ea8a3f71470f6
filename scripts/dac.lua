-- A scorecard by the six DAC criteria.
--   bareme run scripts/dac.lua samples/dac
--   bareme run scripts/dac.lua samples/dac --set impact=2 --set sustainability=2

local overall  = use "dac/overall"
local invented = { en = "The cooperations are real; every rating is invented.",
                   fr = "Les coopérations sont réelles ; toutes les notes sont inventées.",
                   es = "Las cooperaciones son reales; todas las valoraciones son inventadas." }

return report {
  title = { en = "The six DAC criteria", fr = "Les six critères du CAD", es = "Los seis criterios del CAD" },

  evaluation {
    name       = "scorecard",
    title      = { en = "Scorecard", fr = "Tableau de notation", es = "Tabla de valoración" },
    label      = "country",
    indicators = { use "dac/relevance", use "dac/coherence", use "dac/effectiveness",
                   use "dac/efficiency", use "dac/impact", use "dac/sustainability" },
    totals     = true,
    notes      = { invented },
  },

  evaluation {
    name       = "overall",
    title      = { en = "All criteria together", fr = "Tous critères réunis", es = "Todos los criterios juntos" },
    label      = "country",
    indicators = { overall, indicator { name = "rank", title = { en = "Rank", fr = "Rang", es = "Puesto" }, value = rank(overall) },
                   use "dac/criteria_rated" },
    sort       = { by = "dac/overall", order = "descending" },
  },

  evaluation {
    name       = "criteria",
    title      = { en = "Criterion by criterion", fr = "Critère par critère", es = "Criterio por criterio" },
    units      = data.criteria,
    beside     = { "question" },
    indicators = { indicator { name = "ratings", title = { en = "Ratings", fr = "Notes", es = "Valoraciones" },
                               value = across(data.ratings.rating, count(data.ratings)) },
                   use "dac/rating", use "dac/good" },
    totals     = true,
  },
}
