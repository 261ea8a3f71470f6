return evaluation { indicators = { indicator { name = "x", title = "Fairs", value = count(data.fairs) } } }
