return evaluation { units = data.cities, indicators = { indicator { name = "x", title = "Events", value = count(data.events) } } }
