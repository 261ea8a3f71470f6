return evaluation { indicators = { indicator { name = "x" title = "X" } } }
