-- Córdoba, 2016 to 2019: a plan whose targets stand in a file, field by field and year by year.
--   bareme run scripts/cordoba.lua samples/cordoba

return report {
  title = { en = "Córdoba: the plan and its targets", fr = "Córdoba : le plan et ses cibles", es = "Córdoba: el plan y sus metas" },

  evaluation {
    name       = "fields",
    title      = { en = "Measures and targets by field", fr = "Mesures et cibles par domaine", es = "Medidas y metas por ámbito" },
    units      = data.fields,
    periods    = years(2016, 2019), show = years(2018, 2019),
    indicators = { use "cordoba/measure" },
    facets     = { "baseline", "value", "target" },
    beside     = { "measure" },
  },

  evaluation {
    name       = "achievement",
    title      = { en = "How far each field is", fr = "Où en est chaque domaine", es = "Dónde está cada ámbito" },
    units      = data.fields,
    periods    = years(2016, 2019),
    indicators = { use "cordoba/achievement" },
    columns    = { "indicators", "periods" },
    notes      = { { en = "The days until a partner has an answer are to fall: there, the target over the measure.",
                     fr = "Le délai de réponse à un partenaire doit baisser : là, c'est la cible sur la mesure.",
                     es = "El plazo de respuesta a un socio debe bajar: ahí, la meta sobre la medida." } },
  },

  evaluation {
    name       = "last",
    title      = { en = "The last year", fr = "La dernière année", es = "El último año" },
    units      = data.fields,
    periods    = years(2016, 2019), show = years(2019, 2019),
    indicators = { use "cordoba/achievement", use "cordoba/progress", use "cordoba/fields_on_target" },
    sort       = { by = "cordoba/progress", order = "descending" },
  },

  evaluation {
    name       = "agenda",
    title      = { en = "Influence and networks", fr = "Influence et réseaux", es = "Influencia y redes" },
    units      = whole("Córdoba"),
    periods    = years(2016, 2019),
    indicators = { use "cordoba/proposals", use "cordoba/agenda", use "cordoba/networks_joined", use "cordoba/networks_member" },
    rows = "indicators", columns = "periods",
  },
}
