-- expect error 2: quantile: argument 2 is no number (0/0), and must be a number
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = quantile(data.a.amount, 0 / 0) } } }
