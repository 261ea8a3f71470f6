-- expect error 2: quantile: argument 2 is the number 90, and must be from 0 to 1
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = quantile(data.a.amount, 90) } } }
