-- expect error 3: '12,5' is two values in Lua, and the second is lost. write 12.5
local text = [[ a text: rate = 1,5 ]]
local rate = 12,5 -- per cent
return evaluation { title = "T", units = data.cooperations, indicators = { indicator { name = "x", title = "X", value = rate } } }
