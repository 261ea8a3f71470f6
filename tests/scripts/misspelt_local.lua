-- expect error 3: did you mean 'agreements'?
local agreements = data.agreements
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = count(agrements) } } }
