-- Madrid, 2016 to 2018: not only projects, but networks, the agenda, and what citizens say.
--   bareme run scripts/madrid.lua samples/madrid

return report {
  title = { en = "Madrid: networks, agenda, citizens", fr = "Madrid : réseaux, agenda, citoyens", es = "Madrid: redes, agenda, ciudadanía" },

  evaluation {
    name       = "networks",
    title      = { en = "Projects, networks and agenda", fr = "Projets, réseaux et agenda", es = "Proyectos, redes y agenda" },
    units      = whole("Madrid"),
    periods    = years(2016, 2018),
    indicators = { use "madrid/projects", use "madrid/networks", use "madrid/networks_active",
                   use "madrid/assemblies_attended", use "madrid/agenda", use "madrid/agenda_adopted" },
    rows = "indicators", columns = "periods",
  },

  -- The two questions, year by year: how many answered, what is typical, what changed.
  evaluation {
    name       = "survey",
    title      = { en = "The yearly survey", fr = "L'enquête annuelle", es = "La encuesta anual" },
    units      = whole("Madrid"),
    periods    = years(2016, 2018),
    indicators = {
      { title = { en = "Interest", fr = "Intérêt", es = "Interés" },
        use "madrid/interest_answers", use "madrid/interest_median", use "madrid/interested", use "madrid/interested_change" },
      { title = { en = "Information", fr = "Information", es = "Información" },
        use "madrid/informed", use "madrid/informed_change" },
    },
    rows = "indicators", columns = "periods",
  },

  -- All that was answered: a column for each step of the scale.
  evaluation {
    name       = "interest",
    title      = { en = "The answers on interest", fr = "Les réponses sur l'intérêt", es = "Las respuestas sobre el interés" },
    units      = whole("Madrid"),
    periods    = years(2016, 2018),
    indicators = { use "madrid/interest_distribution", use "madrid/interest_answers" },
    rows = "periods", columns = "indicators",
  },

  evaluation {
    name       = "informed",
    title      = { en = "The answers on information", fr = "Les réponses sur l'information", es = "Las respuestas sobre la información" },
    units      = whole("Madrid"),
    periods    = years(2016, 2018),
    indicators = { use "madrid/informed_distribution" },
    rows = "periods", columns = "indicators",
  },

  evaluation {
    name       = "ages",
    title      = { en = "By age, 2018", fr = "Par âge, 2018", es = "Por edad, 2018" },
    units      = data.survey.age,
    periods    = years(2016, 2018), show = years(2018, 2018),
    indicators = { use "madrid/interest_answers", use "madrid/interest_median", use "madrid/interested", use "madrid/informed" },
    totals     = true,
    notes      = { { en = "Few people in each group: a difference of fifteen points can be chance.",
                     fr = "Peu de personnes par groupe : un écart de quinze points peut tenir au hasard.",
                     es = "Pocas personas en cada grupo: una diferencia de quince puntos puede ser azar." } },
  },
}
