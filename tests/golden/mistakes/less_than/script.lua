local n = count(data.agreements)
return evaluation { indicators = { indicator { name = "x", title = "X", value = when(n < 5, 1, 0) } } }
