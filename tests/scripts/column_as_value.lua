-- expect error 2: indicator: 'value' is the column data.agreements.amount, and must be a figure or a number. wrap it in a measure
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = data.agreements.amount } } }
