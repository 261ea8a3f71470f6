-- expect error 2: the smaller of two is lowest(a, b)
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = min(count(data.agreements), 5) } } }
