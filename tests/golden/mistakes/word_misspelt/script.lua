return evaluation { indicators = { indicator { name = "x", title = "X", value = cuont(data.agreements) } } }
