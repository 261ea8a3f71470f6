-- expect error 2: when: argument 1 is a test of a filter, and must be a condition. with two arguments it is a condition
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = when(above(5), 1, 0) } } }
