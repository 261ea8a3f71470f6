-- hostile: good: 20,003
local x = count(data.d)
for i = 1, 20000 do x = x + 1 end
return evaluation { units = whole("x"), periods = all_time(), indicators = { indicator { name = "one", title = "One", value = x } } }
