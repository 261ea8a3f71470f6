-- expect error 2: when: argument 1 is a figure (count), and must be a condition. compare it
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = when(count(data.agreements), 1, 0) } } }
