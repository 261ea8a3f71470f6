-- Quito, 2017 and 2018: the city's figure beside its districts', from a sample with weights.
--   bareme run scripts/quito.lua samples/quito

local sample, reached = use "quito/sample", use "quito/reached"

return report {
  title = { en = "Quito: the city and its districts", fr = "Quito : la ville et ses districts", es = "Quito: la ciudad y sus distritos" },

  evaluation {
    name       = "city",
    title      = { en = "The city's figure", fr = "Le chiffre de la ville", es = "La cifra de la ciudad" },
    units      = whole("Quito"),
    periods    = years(2017, 2018),
    indicators = { reached, use "quito/margin", use "quito/reached_unweighted", sample },
    rows = "indicators", columns = "periods",
  },

  -- The total is measured again over all households: it is the city's figure.
  evaluation {
    name       = "districts",
    title      = { en = "What stands behind it, 2018", fr = "Ce qu'il recouvre, 2018", es = "Lo que hay detrás, 2018" },
    units      = data.districts,
    periods    = years(2017, 2018), show = years(2018, 2018),
    beside     = { "area" },
    indicators = { reached, use "quito/margin", use "quito/gap", sample },
    sort       = { by = "quito/reached", order = "descending" },
    totals     = true,
    checks     = { { at_least(sample, 10), "fewer than 10 households answered: not to be printed alone" } },
  },

  -- One good figure for the city, and how far apart the districts are: both stand beside each district.
  evaluation {
    name       = "spread",
    title      = { en = "The city beside the spread of its districts", fr = "La ville et la dispersion de ses districts", es = "La ciudad y la dispersión de sus distritos" },
    units      = data.districts,
    periods    = years(2017, 2018),
    indicators = { reached, use "quito/city", use "quito/lowest", use "quito/highest", use "quito/spread" },
    columns    = { "indicators", "periods" },
  },
}
