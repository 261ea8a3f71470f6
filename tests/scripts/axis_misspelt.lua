-- expect error 2: evaluation: 'rows' is the text 'unit' (did you mean 'units'?)
return evaluation { rows = "unit", indicators = { indicator { name = "a", value = 1 } } }
