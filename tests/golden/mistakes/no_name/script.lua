return evaluation { indicators = { indicator { title = "X", value = count(data.agreements) } } }
