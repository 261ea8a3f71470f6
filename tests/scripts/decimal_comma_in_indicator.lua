-- expect error 2: the number 5 stands without the name of a field. a decimal point is a point: 12.5
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = 12,5 } } }
