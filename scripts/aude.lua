-- Aude: six cooperations in six countries, what people say of them, and what was decided.
--   bareme run scripts/aude.lua samples/aude

return report {
  title = { en = "Aude: six cooperations, in words", fr = "Aude : six coopérations, en mots", es = "Aude: seis cooperaciones, en palabras" },

  evaluation {
    name       = "cooperations",
    title      = { en = "The six at a glance", fr = "Les six d'un coup d'œil", es = "Las seis de un vistazo" },
    units      = data.cooperations,
    indicators = { use "aude/judgement", use "aude/strong", use "aude/testimonies", use "aude/decision" },
  },

  evaluation {
    name       = "testimonies",
    title      = { en = "Testimonies", fr = "Témoignages", es = "Testimonios" },
    units      = data.testimonies,
    where      = { words = present() },
    sections   = "cooperation.name",
    beside     = { "year", "said_by", "origin" },
    indicators = { use "aude/testimony" },
    notes      = { { en = "One testimony is real; the document does not say of which of the six it was given.",
                     fr = "Un témoignage est réel ; le document ne dit pas à propos de laquelle des six.",
                     es = "Un testimonio es real; el documento no dice sobre cuál de las seis." } },
  },

  evaluation {
    name       = "decisions",
    title      = { en = "Decisions after the evaluation", fr = "Décisions après l'évaluation", es = "Decisiones tras la evaluación" },
    units      = data.decisions,
    label      = "cooperation.name",
    beside     = { "decided_on" },
    indicators = { use "aude/decision", use "aude/decision_words", use "aude/decision_state" },
  },

  evaluation {
    name       = "together",
    title      = { en = "All six together", fr = "Les six ensemble", es = "Las seis juntas" },
    units      = whole("Aude"),
    indicators = { use "aude/testimonies", use "aude/harvest_low", use "aude/harvest_high", use "aude/strong", use "aude/decisions_done" },
    rows       = "indicators",
  },
}
