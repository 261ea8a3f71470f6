-- expect error 2: has no name, by which outputs and sort call it
return evaluation { indicators = { indicator { title = "X", value = 1 } } }
