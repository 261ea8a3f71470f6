local d = data.agreements
return evaluation { indicators = { indicator { name = "x", title = "X", value = sum(d:where { kind = "protocol" }.amount / d.amount) } } }
