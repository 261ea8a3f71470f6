-- expect error 2: wrap it in a measure such as sum(data.agreements.amount)
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = data.agreements.amount * count(data.agreements) } } }
