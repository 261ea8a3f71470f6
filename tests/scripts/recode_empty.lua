-- expect error 2: recode: the table is empty
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = mean(recode(data.a.rating, {})) } } }
