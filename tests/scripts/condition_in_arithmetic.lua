-- expect error 2: is a condition (above), and must be a figure or a number
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = 2 * above(count(data.agreements), 5) } } }
