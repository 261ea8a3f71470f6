-- expect error 3: a figure (count) cannot be called
local n = count(data.agreements)
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = n(5) } } }
