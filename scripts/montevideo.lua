-- Montevideo, three years of evaluation, each with its own definition.
--   bareme run scripts/montevideo.lua samples/montevideo

local signed = use "medellin/agreements"

return report {
  title = { en = "Montevideo: three years of evaluation", fr = "Montevideo : trois ans d'évaluation", es = "Montevideo: tres años de evaluación" },

  -- 2015 is measured so that 2016 has a year before it, and is not printed.
  evaluation {
    name       = "cooperations",
    title      = { en = "Agreements and quality", fr = "Accords et qualité", es = "Acuerdos y calidad" },
    units      = data.cooperations,
    periods    = years(2015, 2018), show = years(2016, 2018),
    indicators = { signed, use "montevideo/year_two",
                   indicator { name = "trend", title = { en = "Trend", fr = "Tendance", es = "Tendencia" }, digits = 2, value = trend(signed) } },
    rows = "units", columns = { "indicators", "periods" },
    totals = true, sort = { by = "montevideo/year_two", at = 2018, order = "descending" }, limit = 20,
  },

  evaluation {
    name       = "score",
    title      = { en = "Three definitions, side by side", fr = "Trois définitions, côte à côte", es = "Tres definiciones, lado a lado" },
    periods    = years(2015, 2018), show = years(2016, 2018),
    indicators = { use "montevideo/score", use "montevideo/score_change" },
    columns    = { "indicators", "periods" },
    notes      = { "2016 counts actions, 2017 mixes quantity and quality, 2018 is the share of projects that serve a strategic line: read down a column, never across." },
  },

  -- Who did not report is not zero.
  evaluation {
    name       = "meetings",
    title      = { en = "Meetings reported", fr = "Réunions déclarées", es = "Reuniones informadas" },
    periods    = years(2015, 2018),
    indicators = { use "montevideo/meetings" },
    columns    = { "indicators", "periods" },
    beside     = { "country" },
    totals     = true,
  },

  evaluation {
    name       = "lines",
    title      = { en = "The five strategic lines", fr = "Les cinq axes stratégiques", es = "Las cinco líneas estratégicas" },
    units      = data.lines,
    periods    = years(2015, 2018), show = years(2016, 2018),
    indicators = { use "montevideo/line_projects", use "montevideo/university_projects" },
    columns    = { "indicators", "periods" },
    totals     = true,
  },

  evaluation {
    name       = "office",
    title      = { en = "The office at work", fr = "Le service au travail", es = "La oficina en acción" },
    units      = whole("Montevideo"),
    periods    = years(2015, 2018),
    indicators = {
      { title = { en = "Trips", fr = "Déplacements", es = "Viajes" },
        use "montevideo/trips", use "montevideo/trips_justified", use "montevideo/trip_cost" },
      { title = { en = "Means", fr = "Moyens", es = "Medios" },
        use "montevideo/languages", use "montevideo/working_time", use "montevideo/video_conferences" },
      { title = { en = "Reviews", fr = "Revues", es = "Revisiones" },
        use "montevideo/quality", use "montevideo/relevance" },
      use "montevideo/twinnings",
    },
    rows = "indicators", columns = "periods",
  },
}
