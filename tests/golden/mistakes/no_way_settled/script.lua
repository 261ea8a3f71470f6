return evaluation { via = { fairs = { city = "name" } }, indicators = { indicator { name = "x", title = "Fairs", value = count(data.fairs) } } }
