-- expect error 2: a dataset is written data.cooperations, without quotes
return evaluation { units = "cooperations", indicators = { indicator { name = "a", value = 1 } } }
