-- Romans and its partner towns: funding, post-evaluation support, recommendations.
--   bareme run scripts/romans.lua samples/romans

local funding   = use "romans/funding"
local announced = use "romans/days_announced"
local reported  = use "romans/days_reported"

return report {
  title = { en = "Romans and its partner towns", fr = "Romans et ses villes partenaires", es = "Romans y sus ciudades asociadas" },

  evaluation {
    name       = "funding",
    title      = { en = "Funding by year", fr = "Financement par année", es = "Financiación por año" },
    units      = data.cooperations,
    periods    = years(2010, 2012),
    indicators = { funding, use "romans/funding_change", use "romans/ministry_share",
                   use "romans/water_amount", use "romans/water_stated" },
    rows = { "units", "indicators" }, columns = "periods",
    notes = { "A blank water amount is not known; it is not zero." },
  },

  evaluation {
    name       = "funders",
    title      = { en = "Funding by funder, 2010 to 2012", fr = "Financement par financeur, 2010 à 2012", es = "Financiación por financiador, 2010 a 2012" },
    units      = data.funding.funder,
    indicators = { funding, use "romans/funder_share", use "romans/water_amount" },
    sort       = { by = "romans/funding", order = "descending" },
    totals     = true,
  },

  -- The terms of reference and the balance do not agree: the table shows both and says so.
  evaluation {
    name       = "days",
    title      = { en = "Consultant days", fr = "Jours de consultant", es = "Días de consultor" },
    units      = whole("Post-evaluation support"),
    indicators = { announced, reported, use "romans/days_gap", use "romans/days_paid_by_town" },
    checks     = { { equal(reported, announced), "days reported differ from days announced" } },
  },

  evaluation {
    name       = "axes",
    title      = { en = "The support by axis", fr = "L'accompagnement par axe", es = "El acompañamiento por eje" },
    units      = data.axis,
    indicators = { announced, reported, use "romans/tools_in_use",
                   use "romans/recommendations", use "romans/recommendations_done" },
    totals     = true,
    notes      = { "The days announced are given for the support as a whole, not by axis." },
  },

  evaluation {
    name       = "recommendations",
    title      = { en = "Recommendations by axis and addressee", fr = "Recommandations par axe et destinataire", es = "Recomendaciones por eje y destinatario" },
    units      = data.recommendations,
    sections   = "axis.name",
    beside     = { "addressee", "issued_on", "closed_on" },
    indicators = { use "romans/recommendation_wording", use "romans/recommendation_state" },
  },

  evaluation {
    name       = "partners",
    title      = { en = "Partner towns", fr = "Villes partenaires", es = "Ciudades asociadas" },
    units      = data.towns,
    where      = { link = { "cooperation", "guest" } },
    beside     = { "country" },
    indicators = { use "romans/partnership_years", use "romans/workshops_attended" },
  },
}
