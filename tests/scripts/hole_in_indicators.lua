-- expect error 3: evaluation: 'indicators': item 2 of the list is nothing (nil)
local t = { a = indicator { name = "a", value = 1 } }
return evaluation { indicators = { t.a, t.b, t.a } }
