-- expect error 2: compute: argument 1 is the column data.a.amount, and must be a dataset
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = compute(data.a.amount, function(r) return 1 end) } } }
