return evaluation { indicators = { indicator { name = "x", title = "X", value = sum(data.agreements.amount) } } }
