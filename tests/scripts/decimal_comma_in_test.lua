-- expect error 2: a test has one argument less
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = count(data.agreements:where { amount = above(12,5) }) } } }
