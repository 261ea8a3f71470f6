-- What stands beside a unit that is a value is that on which all its records agree.
local signed = indicator { name = "n", title = "Cooperations", value = count(data.cooperations) }

return {
  evaluation {
    name = "cities", units = data.cooperations.city, label = "cityname",
    beside = { "region", "region_rank" }, sort = { by = "region_rank", order = "descending" },
    indicators = { signed },
  },
  evaluation {
    name = "both", units = { data.cooperations.region, data.cooperations.city },
    label = "cityname", sections = "region", totals = "sections", sort = { by = "label" },
    indicators = { signed },
  },
}
