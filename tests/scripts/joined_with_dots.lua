-- expect error 2: cannot be joined to a text with '..'
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = count(data.agreements) .. " agreements" } } }
