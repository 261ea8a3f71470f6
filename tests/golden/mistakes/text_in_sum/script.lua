return evaluation { indicators = { indicator { name = "x", title = "X", value = first(data.agreements.kind) + 1 } } }
