-- Romans, further: leverage, effort, attendance, tools, and what became of the recommendations.
--   bareme run scripts/romans_further.lua samples/romans

local recommendations = use "romans/recommendations"
local late            = use "romans/late"

return report {
  title = { en = "Romans: effort, tools and follow-up", fr = "Romans : effort, outils et suivi", es = "Romans: esfuerzo, herramientas y seguimiento" },

  evaluation {
    name       = "leverage",
    title      = { en = "What the town's money brings in", fr = "Ce qu'entraîne l'argent de la ville", es = "Lo que atrae el dinero de la ciudad" },
    indicators = { use "romans/funding", use "romans/leverage", use "romans/town_per_inhabitant" },
    rows = "indicators", columns = "units",
  },

  evaluation {
    name       = "effort",
    title      = { en = "Effort, by budget", fr = "Effort, par budget", es = "Esfuerzo, por presupuesto" },
    units      = data.effort,
    beside     = { "said_of" },
    indicators = { use "romans/effort" },
  },

  evaluation {
    name       = "attendance",
    title      = { en = "Workshops and attendance", fr = "Ateliers et assiduité", es = "Talleres y asistencia" },
    units      = whole("Romans"),
    periods    = years(2009, 2010),
    indicators = { use "romans/workshops", use "romans/attendance", use "romans/attendance_rate" },
    rows = "indicators", columns = "periods",
  },

  evaluation {
    name       = "tools",
    title      = { en = "Tools in 2010", fr = "Outils en 2010", es = "Herramientas en 2010" },
    units      = data.tools.state,
    indicators = { use "romans/tools", use "romans/tool_names" },
  },

  evaluation {
    name       = "followup",
    title      = { en = "Follow-up by axis and addressee", fr = "Suivi par axe et destinataire", es = "Seguimiento por eje y destinatario" },
    units      = { data.recommendations.axis, data.recommendations.addressee },
    indicators = { recommendations,
                   indicator { name = "state", title = { en = "Of which", fr = "Dont", es = "De ellas" },
                               value = across(data.followup.state, count(data.followup)) },
                   use "romans/followup_done", late },
    totals     = true,
    notes      = { { en = "The follow-up of December 2011 is invented; the recommendations are real.",
                     fr = "Le suivi de décembre 2011 est inventé ; les recommandations sont réelles.",
                     es = "El seguimiento de diciembre de 2011 es inventado; las recomendaciones son reales." } },
  },

  evaluation {
    name       = "recommendations",
    title      = { en = "Each recommendation, and how late", fr = "Chaque recommandation, et son retard", es = "Cada recomendación, y su retraso" },
    units      = data.recommendations,
    sections   = "axis.name",
    beside     = { "addressee", "issued_on" },
    indicators = { use "romans/recommendation_wording", use "romans/followup_state",
                   use "romans/due", use "romans/closed", use "romans/days_late" },
  },
}
