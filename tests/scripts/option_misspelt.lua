-- expect error 2: sum has no option 'mising' (did you mean 'missing'?)
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = sum(data.a.amount, { mising = "stop" }) } } }
