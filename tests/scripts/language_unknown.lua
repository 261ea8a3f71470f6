-- expect error 2: has no field 'de'
return indicator { title = { de = "X" }, value = 1 }
