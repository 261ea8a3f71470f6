-- expect error 2: two indicators are called 'a'
return evaluation { indicators = { indicator { name = "a", value = 1 }, indicator { name = "a", value = 2 } } }
