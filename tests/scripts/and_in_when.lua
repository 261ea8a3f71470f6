-- expect error 2: when: argument 1 is a plain false, and must be a condition
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = when(count(data.agreements) == 1 and count(data.events) == 2, 1, 0) } } }
