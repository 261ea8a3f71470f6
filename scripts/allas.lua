-- AL-LAs: three dimensions, one composite, and what becomes of it where a figure is missing.
--   bareme run scripts/allas.lua samples/allas
--   bareme run scripts/allas.lua samples/allas --set territorial=2

local p = params { institutional = 1, political = 1, territorial = 1 }

local institutional = use "allas/institutional"
local political     = use "allas/political"
local territorial   = use "allas/territorial"
local strict        = use "allas/strict"
local patient       = use "allas/patient"

local weighted = mix {
  { institutional, weight = p.institutional }, { political, weight = p.political }, { territorial, weight = p.territorial },
}

local function ranked(name, en, fr, es, figure)
  return indicator { name = name, title = { en = en, fr = fr, es = es }, value = rank(figure) }
end

return report {
  title = { en = "Three dimensions of international action", fr = "Trois dimensions de l'action internationale", es = "Tres dimensiones de la acción internacional" },

  evaluation {
    name       = "dimensions",
    title      = { en = "The cities in 2018", fr = "Les villes en 2018", es = "Las ciudades en 2018" },
    units      = data.cities,
    periods    = years(2018, 2018),
    beside     = { "country" },
    indicators = { institutional, political, territorial },
    notes      = { { en = "All figures are invented.", fr = "Tous les chiffres sont inventés.", es = "Todas las cifras son inventadas." } },
  },

  -- The same cities, three ways to join the dimensions.
  evaluation {
    name       = "composites",
    title      = { en = "One figure, three ways", fr = "Un seul chiffre, trois façons", es = "Una sola cifra, tres maneras" },
    units      = data.cities,
    periods    = years(2018, 2018),
    indicators = {
      strict,  ranked("strict_rank", "Rank", "Rang", "Puesto", strict),
      patient, ranked("patient_rank", "Rank", "Rang", "Puesto", patient),
      indicator { name = "weighted", title = { en = "With your weights", fr = "Avec vos poids", es = "Con sus pesos" }, digits = 2, value = weighted },
    },
    sort = { by = "allas/patient", order = "descending" },
  },

  evaluation {
    name       = "years",
    title      = { en = "Two years", fr = "Deux années", es = "Dos años" },
    units      = data.cities,
    periods    = years(2017, 2018),
    indicators = { patient },
    columns    = { "indicators", "periods" },
    notes      = { { en = "Each year compares the cities with one another: a city may fall because the others rise.",
                     fr = "Chaque année compare les villes entre elles : une ville peut reculer parce que les autres avancent.",
                     es = "Cada año compara las ciudades entre sí: una ciudad puede bajar porque las demás suben." } },
  },
}
