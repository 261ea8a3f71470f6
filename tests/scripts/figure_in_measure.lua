-- expect error 2: sum: argument 1 is a figure (count), and must be a column
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = sum(count(data.agreements)) } } }
