-- expect error 2: where is the text 'protocol', and must be a filter
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = count(data.agreements:where "protocol") } } }
