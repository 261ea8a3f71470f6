return evaluation { indicators = { indicator { name = "x", title = "X", value = only(data.agreements.kind) } } }
