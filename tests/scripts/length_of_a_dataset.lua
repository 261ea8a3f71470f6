-- expect error 2: has no length (#)
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = #data.agreements } } }
