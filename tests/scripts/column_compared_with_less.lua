-- expect error 2: the column data.agreements.amount cannot be compared
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = count(data.agreements:where { amount = data.agreements.amount <= 5 }) } } }
