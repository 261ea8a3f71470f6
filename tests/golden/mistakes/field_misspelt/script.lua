return evaluation { indicators = { indicator { name = "x", titel = "X", value = count(data.agreements) } } }
