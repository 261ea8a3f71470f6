-- expect error 2: mean: argument 1 is the dataset data.agreements, and must be a column. say which column of it
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = mean(data.agreements) } } }
