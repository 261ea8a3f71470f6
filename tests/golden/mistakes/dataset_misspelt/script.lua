return evaluation { indicators = { indicator { name = "x", title = "X", value = count(data.agrements) } } }
