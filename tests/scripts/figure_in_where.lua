-- expect error 2: where: 'amount' is a figure (mean): a filter looks at each record by itself
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = count(data.agreements:where { amount = above(5), amount = mean(data.agreements.amount) }) } } }
