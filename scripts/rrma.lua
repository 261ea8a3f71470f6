-- Territorial diagnoses: what they hold, which partner they point to, and what followed.
--   bareme run scripts/rrma.lua samples/rrma

local score = use "rrma/score"

return report {
  title = { en = "Territorial diagnoses", fr = "Diagnostics de territoire", es = "Diagnósticos territoriales" },

  evaluation {
    name       = "diagnoses",
    title      = { en = "The diagnoses, and what followed", fr = "Les diagnostics, et leurs suites", es = "Los diagnósticos y lo que siguió" },
    units      = data.studies,
    indicators = { use "rrma/pages", use "rrma/months", use "rrma/parts", use "rrma/actions" },
    notes      = { { en = "Ville A and Ville B are invented. Nobody went back to Ville B: that is not zero.",
                     fr = "Ville A et Ville B sont inventées. Personne n'est retourné à Ville B : ce n'est pas zéro.",
                     es = "Ville A y Ville B son inventadas. Nadie volvió a Ville B: eso no es cero." } },
  },

  evaluation {
    name       = "outcome",
    title      = { en = "Three real ones, two invented", fr = "Trois réels, deux inventés", es = "Tres reales, dos inventados" },
    units      = data.studies.origin,
    indicators = { use "rrma/actions", use "rrma/led_to_action" },
  },

  -- A column for each aspect, then the weighted mean.
  evaluation {
    name       = "scenarios",
    title      = { en = "Partners for Ville A", fr = "Partenaires pour Ville A", es = "Socios para Ville A" },
    units      = data.scenarios,
    where      = { study = "ville-a" },
    indicators = { indicator { name = "aspect", title = { en = "Scores", fr = "Notes", es = "Puntuaciones" },
                               value = across(data.scores.aspect.name, only(data.scores.score)) },
                   score,
                   indicator { name = "rank", title = { en = "Rank", fr = "Rang", es = "Puesto" }, value = rank(score) } },
    sort       = { by = "rrma/score", order = "descending" },
  },
}
