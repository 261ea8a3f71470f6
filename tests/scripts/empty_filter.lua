-- expect error 2: the filter is empty
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = count(data.agreements:where {}) } } }
