-- Rio de Janeiro, 2015 to 2018: criteria tied to several Sustainable Development Goals each.
--   bareme run scripts/rio.lua samples/rio

local events, actions     = use "rio/events", use "rio/actions"
local exchanges, training = use "rio/exchanges", use "rio/staff_trained"

-- A criterion under one of its goals. One that serves three goals stands under each of the three,
-- and needs a name for each.
local titles = {
  [events]    = { en = "Events attended", fr = "Événements suivis", es = "Eventos con asistencia" },
  [actions]   = { en = "Actions presented", fr = "Actions présentées", es = "Acciones presentadas" },
  [exchanges] = { en = "Exchanges", fr = "Échanges", es = "Intercambios" },
  [training]  = { en = "Staff trained", fr = "Agents formés", es = "Personal formado" },
}

local function goal(number, ...)
  local group = { title = { en = "SDG " .. number, fr = "ODD " .. number, es = "ODS " .. number } }
  for _, criterion in ipairs { ... } do
    group[#group + 1] = indicator { name = "SDG " .. number .. " " .. titles[criterion].en, title = titles[criterion], value = criterion }
  end
  return group
end

return report {
  title = { en = "Rio de Janeiro: the criteria and the goals", fr = "Rio de Janeiro : les critères et les objectifs", es = "Río de Janeiro: los criterios y los objetivos" },

  evaluation {
    name       = "criteria",
    title      = { en = "The criteria, under the first of their goals", fr = "Les critères, sous le premier de leurs objectifs", es = "Los criterios, bajo el primero de sus objetivos" },
    units      = whole("Rio de Janeiro"),
    periods    = years(2015, 2018),
    indicators = { training, exchanges, events, actions, use "rio/climate_actions", use "rio/goals_served" },
    rows = "indicators", columns = "periods",
    sections   = "tags.sdg",
  },

  evaluation {
    name       = "goals",
    title      = { en = "What serves each goal", fr = "Ce qui sert chaque objectif", es = "Lo que sirve a cada objetivo" },
    units      = whole("Rio de Janeiro"),
    periods    = years(2015, 2018),
    indicators = {
      goal(4, exchanges, training), goal(8, training), goal(11, events, actions),
      goal(13, actions), goal(16, training), goal(17, events, actions, exchanges),
    },
    rows = "indicators", columns = "periods",
  },

  -- Here the goals are not the criterion's but the action's own, as the data has them.
  evaluation {
    name       = "actions",
    title      = { en = "Actions presented, by the goals they name", fr = "Actions présentées, par objectif nommé", es = "Acciones presentadas, por objetivo nombrado" },
    units      = split(data.actions.sdg, ";"),
    periods    = years(2015, 2018),
    indicators = { actions },
    columns    = { "indicators", "periods" },
    totals     = true,
    notes      = { { en = "An action tied to two goals stands in two rows, and once in the total.",
                     fr = "Une action liée à deux objectifs figure dans deux lignes, et une fois au total.",
                     es = "Una acción ligada a dos objetivos está en dos filas, y una vez en el total." } },
  },
}
