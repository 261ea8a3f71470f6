-- Brest and Qingdao: what comes back for what is put in.
--   bareme run scripts/brest.lua samples/brest

local cost    = use "brest/cost"
local returns = use "brest/returns"
local roi     = use "brest/roi"

return report {
  title = { en = "Brest and Qingdao: returns", fr = "Brest et Qingdao : retours", es = "Brest y Qingdao: retornos" },

  evaluation {
    name       = "years",
    title      = { en = "Year by year", fr = "Année par année", es = "Año por año" },
    units      = whole("Brest"),
    periods    = years(2014, 2017),
    indicators = { cost, use "brest/cost_per_inhabitant", returns, use "brest/contribution", roi },
    rows = "indicators", columns = "periods",
    notes      = { { en = "All amounts are invented.", fr = "Tous les montants sont inventés.", es = "Todos los importes son inventados." } },
  },

  -- Culture costs and brings no money: it has no return on investment, which is not a bad one.
  evaluation {
    name       = "fields",
    title      = { en = "By field, 2014 to 2017", fr = "Par domaine, 2014 à 2017", es = "Por ámbito, 2014 a 2017" },
    units      = data.fields,
    indicators = { cost, returns, roi, use "brest/roi_contribution",
                   indicator { name = "rank", title = { en = "Rank", fr = "Rang", es = "Puesto" }, value = rank(roi) } },
    totals = true, sort = { by = "brest/roi", order = "descending" },
  },

  evaluation {
    name       = "payback",
    title      = { en = "When the money had come back", fr = "Quand l'argent est revenu", es = "Cuándo volvió el dinero" },
    units      = data.fields,
    periods    = years(2014, 2017),
    indicators = { use "brest/net_so_far" },
    columns    = { "indicators", "periods" },
  },
}
