-- expect error 2: compute: argument 2 is the number 5, and must be a function(records, cell)
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = compute(data.a, 5) } } }
