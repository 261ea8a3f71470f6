return evaluation { units = data.cities, via = { events = "host" }, indicators = { indicator { name = "x", title = "Events", value = count(data.events) } } }
