-- expect error 2: indicator: 'value' is the dataset data.agreements, and must be a figure or a number. count its records
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = data.agreements } } }
