-- Medellín and ten other municipalities, 2014 to 2018: the four indicators of the city's plan.
--   bareme run scripts/medellin.lua samples/medellin

local agreements = use "medellin/agreements"
local fairs      = use "medellin/fairs"
local investment = use "medellin/investment"
local jobs       = use "medellin/jobs"
local openness   = use "medellin/openness"

return report {
  title = { en = "Medellín: what international action brings", fr = "Medellín : ce qu'apporte l'action internationale", es = "Medellín: lo que aporta la acción internacional" },

  -- One line for the city and its neighbours together, as the years go by.
  evaluation {
    name    = "together",
    title   = { en = "All municipalities together", fr = "Toutes les communes ensemble", es = "Todos los municipios juntos" },
    units   = whole("Medellín and ten municipalities"),
    periods = years(2014, 2018),
    indicators = {
      { title = { en = "Activity", fr = "Activité", es = "Actividad" },
        agreements, use "medellin/agreements_growth", use "medellin/agreements_stock", use "medellin/protocol_share",
        fairs, use "medellin/visitors" },
      { title = { en = "Economy", fr = "Économie", es = "Economía" },
        investment, use "medellin/investment_growth", jobs, use "medellin/jobs_per_million" },
    },
    rows = "indicators", columns = "periods",
    notes = { "All figures are invented for the example." },
  },

  -- The same four, for each municipality, under the part of the valley it lies in.
  evaluation {
    name     = "municipalities",
    title    = { en = "The four indicators by municipality", fr = "Les quatre indicateurs par commune", es = "Los cuatro indicadores por municipio" },
    units    = data.municipalities,
    periods  = years(2014, 2018), show = years(2017, 2018),
    indicators = { agreements, fairs, investment, jobs },
    columns  = { "indicators", "periods" },
    sections = "area", totals = "sections",
  },

  -- Where each cooperation stands in the plan.
  evaluation {
    name    = "plan",
    title   = { en = "The plan for 2018, by cooperation", fr = "Le plan 2018, par coopération", es = "El plan 2018, por cooperación" },
    periods = years(2018, 2018),
    indicators = { use "medellin/plan_agreements" },
    facets  = { "baseline", "value", "target", "achievement" },
    beside  = { "country" },
    totals  = true,
  },

  -- Who is ahead, and how sure that is.
  evaluation {
    name    = "openness",
    title   = { en = "Openness of the municipalities in 2018", fr = "Ouverture des communes en 2018", es = "Apertura de los municipios en 2018" },
    units   = data.municipalities,
    periods = years(2014, 2018), show = years(2018, 2018),
    indicators = {
      openness,
      indicator { name = "rank", title = { en = "Rank", fr = "Rang", es = "Puesto" }, value = rank(openness) },
      use "medellin/plan_achievement",
      use "medellin/agreements_share",
      use "medellin/first_agreement",
    },
    sort  = { by = "medellin/openness", order = "descending" },
    notes = { "A municipality with an investment whose amount is not known has no openness and no rank." },
  },

  -- A crosstab: a column for each kind of agreement found in the data.
  evaluation {
    name  = "kinds",
    title = { en = "Agreements by kind, 2014 to 2018", fr = "Accords par type, 2014 à 2018", es = "Acuerdos por tipo, 2014 a 2018" },
    units = data.municipalities,
    indicators = {
      agreements,
      indicator { name = "kind", title = { en = "Of which", fr = "Dont", es = "De ellos" },
                  value = across(data.agreements.kind, count(data.agreements)) },
    },
    totals = true,
  },
}
