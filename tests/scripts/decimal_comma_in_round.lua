-- expect error 2: round takes at most 2 arguments and got 3: round(x, digits)
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = round(12,5, 1) } } }
