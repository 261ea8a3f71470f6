-- hostile: error: in more than
local x = data.d.amount
for i = 1, 60000 do x = x + 1 end
return evaluation { units = whole("x"), periods = all_time(), indicators = { indicator { name = "one", title = "One", value = sum(x) } } }
