-- expect error 2: cannot be compared with <, <=, > or >=
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = when(count(data.agreements) > 5, 1, 0) } } }
