-- expect error 3: a plain true or false stands in the filter
local kind = "x"
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = count(data.agreements:where { kind == "protocol" }) } } }
