-- expect error 2: achievement of a figure (count) alone knows no target
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = achievement(count(data.a)) } } }
