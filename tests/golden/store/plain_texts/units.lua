-- A record of a plain name is the unit.
return evaluation { name = "units", title = "Units", units = data.persons:where { name = "Name 77 of 140000" },
  indicators = { indicator { name = "visits", title = "Visits", value = count(data.visits) } } }
