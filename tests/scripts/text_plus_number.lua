-- expect error 2: an operand of '+' is the text '5', and must be a figure or a number
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = count(data.agreements) + "5" } } }
