local networks = use "madrid/networks"
local active   = data.networks:where { role = { "working group", "board" } }

return indicator {
  title   = { en = "Networks with an active role", fr = "Réseaux avec un rôle actif", es = "Redes con un papel activo" },
  percent = true,
  bands   = { green = 0.6, amber = 0.3 },
  about   = "Networks of whose board or of one of whose working groups the city is part, over the networks in which it is present.",
  source  = "Madrid, seminar on the international action of cities, 5 July 2018: participation in networks",
  tags    = { dimension = "political", level = "outcome", dac = "relevance", sdg = 17 },
  value   = distinct(active.network) / networks,
  examples = {
    -- N with a role, M without one; in 2017 only M; in 2018 there is no network
    { given   = { networks = { { network = "N", year = 2016, role = "board" }, { network = "M", year = 2016, role = "member" },
                               { network = "M", year = 2017, role = "member" } } },
      units   = whole("The city"),
      periods = years(2016, 2018),
      expect  = { { period = 2016, value = 0.5 }, { period = 2017, value = 0 }, { period = 2018, missing = "division by zero" } } },
  },
}
