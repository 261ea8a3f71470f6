-- The French atlas of decentralised cooperation: how complete a record is, and what the records say.
--   bareme run scripts/atlas.lua samples/atlas

local projects  = use "atlas/projects"
local funding   = use "romans/funding"
local invented  = { en = "One record is real, that of Romans; the others are invented.",
                    fr = "Une fiche est réelle, celle de Romans ; les autres sont inventées.",
                    es = "Una ficha es real, la de Romans; las demás son inventadas." }

return report {
  title = { en = "Records of the atlas", fr = "Fiches de l'atlas", es = "Fichas del atlas" },

  evaluation {
    name       = "records",
    title      = { en = "How complete they are", fr = "Leur complétude", es = "Su grado de cumplimentación" },
    units      = data.projects,
    label      = "id",
    indicators = { use "atlas/completeness", use "atlas/blanks" },
    sort       = { by = "atlas/completeness", order = "descending" },
    totals     = true,
    notes      = { invented },
  },

  -- "A > B > C" is a path: a project counts under each step of it.
  evaluation {
    name       = "themes",
    title      = { en = "Themes", fr = "Thématiques", es = "Temas" },
    units      = split(data.projects.theme, ">"),
    indicators = { projects, use "atlas/multi_year", funding },
    sort       = { by = "atlas/projects", order = "descending" },
    totals     = true,
  },

  evaluation {
    name       = "years",
    title      = { en = "Year by year", fr = "Année par année", es = "Año por año" },
    units      = whole("Atlas"),
    periods    = years(2009, 2012),
    indicators = { use "atlas/signatures", funding, use "romans/water_amount", use "romans/water_stated", use "atlas/water_share" },
    rows = "indicators", columns = "periods",
  },

  -- The six lines of Romans' record, as they stand in the atlas.
  evaluation {
    name       = "romans",
    title      = { en = "Romans' record", fr = "La fiche de Romans", es = "La ficha de Romans" },
    units      = data.projects,
    where      = { id = "romans" },
    label      = "french_authority",
    periods    = years(2010, 2012),
    indicators = { funding, use "romans/ministry_share", use "romans/water_amount" },
    rows = "indicators", columns = "periods",
  },

  evaluation {
    name       = "france",
    title      = { en = "For comparison", fr = "Pour comparaison", es = "Para comparar" },
    units      = data.facts,
    indicators = { use "atlas/in_france" },
  },
}
