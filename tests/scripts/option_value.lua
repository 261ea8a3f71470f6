-- expect error 2: rank: 'better' is the text 'low'
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = rank(count(data.a), { better = "low" }) } } }
