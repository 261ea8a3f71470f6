-- expect error 2: nothing is called 'cuont' (did you mean 'count'?)
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = cuont(data.agreements) } } }
