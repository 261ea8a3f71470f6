-- Medellín, 2020 to 2023: ten indicators of the development plan, four of them named by the city.
--   bareme run scripts/medellin_ten.lua samples/medellin_ten

-- A line of the plan: a figure of the catalogue, with the starting point and the target that plan.csv
-- gives it.
local function line(name, title, percent)
  local own = data.plan:where { line = name }
  return indicator { name = "plan " .. name, title = title, percent = percent, digits = percent and 0 or nil,
                     value = use("medellin/" .. name), baseline = only(own.baseline), target = only(own.target) }
end

local index = use "medellin/plan_index"

return report {
  title = { en = "Medellín: the ten indicators of the plan", fr = "Medellín : les dix indicateurs du plan", es = "Medellín: los diez indicadores del plan" },

  evaluation {
    name    = "ten",
    title   = { en = "Year by year", fr = "Année par année", es = "Año por año" },
    units   = whole("Medellín"),
    periods = years(2020, 2023),
    indicators = {
      { title = { en = "Named by the city", fr = "Nommés par la ville", es = "Nombrados por la ciudad" },
        use "medellin/jobs", use "medellin/investment", use "medellin/fairs", use "medellin/agreements" },
      { title = { en = "Added for the example", fr = "Ajoutés pour l'exemple", es = "Añadidos para el ejemplo" },
        use "medellin/partner_projects", use "medellin/cooperation_funds", use "medellin/networks",
        use "medellin/officials_trained", use "medellin/delegations_followed", use "medellin/practices_adopted" },
      index,
    },
    rows  = "indicators", columns = "periods",
    notes = { { en = "All figures are invented.", fr = "Tous les chiffres sont inventés.", es = "Todas las cifras son inventadas." } },
  },

  evaluation {
    name    = "plan",
    title   = { en = "The plan in its last year", fr = "Le plan dans sa dernière année", es = "El plan en su último año" },
    units   = whole("Medellín"),
    periods = years(2020, 2023), show = years(2023, 2023),
    indicators = {
      line("jobs",       { en = "Jobs created", fr = "Emplois créés", es = "Empleos creados" }),
      line("investment", { en = "Foreign investment", fr = "Investissement étranger", es = "Inversión extranjera" }),
      line("fairs",      { en = "Fairs and events", fr = "Foires et événements", es = "Ferias y eventos" }),
      line("agreements", { en = "Agreements signed", fr = "Accords signés", es = "Acuerdos firmados" }),
      line("partner_projects",  { en = "Projects with a partner", fr = "Projets avec un partenaire", es = "Proyectos con un socio" }),
      line("cooperation_funds", { en = "Cooperation funds", fr = "Fonds de coopération", es = "Fondos de cooperación" }),
      line("networks",          { en = "Networks with a role", fr = "Réseaux avec un rôle", es = "Redes con un papel" }),
      line("officials_trained", { en = "Staff trained", fr = "Agents formés", es = "Personal formado" }),
      line("delegations_followed", { en = "Delegations followed up", fr = "Délégations suivies d'effet", es = "Delegaciones con seguimiento" }, true),
      line("practices_adopted", { en = "Practices adopted", fr = "Pratiques reprises", es = "Prácticas adoptadas" }),
    },
    facets = { "baseline", "value", "target", "achievement" },
    rows   = "indicators", columns = "periods",
  },

  -- The same records by partner: where the ten figures come from.
  evaluation {
    name    = "partners",
    title   = { en = "By partner, 2020 to 2023", fr = "Par partenaire, 2020 à 2023", es = "Por socio, 2020 a 2023" },
    units   = data.cooperations,
    beside  = { "country" },
    indicators = { use "medellin/agreements", use "medellin/partner_projects", use "medellin/cooperation_funds",
                   use "medellin/jobs", use "medellin/practices_adopted" },
    totals  = true,
  },
}
