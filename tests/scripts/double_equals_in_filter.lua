-- expect error 2: in a filter a single = says what must hold
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = count(data.agreements:where { kind == "protocol" }) } } }
