-- expect error 2: rolling: argument 3 is the text 'average'
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = rolling(count(data.a), 3, "average") } } }
