-- Angers and Bamako: what the city gives, and who takes part.
--   bareme run scripts/angers.lua samples/angers

return report {
  title = { en = "Angers and Bamako", fr = "Angers et Bamako", es = "Angers y Bamako" },

  evaluation {
    name       = "actors",
    title      = { en = "Actors by type", fr = "Acteurs par type", es = "Actores por tipo" },
    units      = data.actors,
    indicators = { use "angers/actors", use "angers/actors_share" },
    totals     = true,
  },

  evaluation {
    name       = "pledge",
    title      = { en = "What is pledged", fr = "Ce qui est promis", es = "Lo comprometido" },
    units      = data.efforts,
    beside     = { "base" },
    indicators = { use "angers/pledge", use "angers/amount", use "angers/budget_implied" },
  },

  -- Was the rule kept? A year whose payment is not known is neither kept nor broken.
  evaluation {
    name       = "effort",
    title      = { en = "The rule of 0.5 %, year by year", fr = "La règle des 0,5 %, année par année", es = "La regla del 0,5 %, año por año" },
    units      = whole("Angers"),
    periods    = years(2006, 2009),
    indicators = { use "angers/effort" },
    facets     = { "value", "target", "achievement" },
    rows       = "periods",
    notes      = { { en = "The budgets of these years are invented.", fr = "Les budgets de ces années sont inventés.", es = "Los presupuestos de estos años son inventados." } },
  },
}
