-- expect error 2: indicator has no field 'titel' (did you mean 'title'?)
return indicator { titel = "X", value = 1 }
