-- expect error 3: mix: part 2 is nothing (nil)
local t = {}
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = mix { count(data.a), t.b, count(data.c) } } } }
