-- hostile: error: 
local f = { amount = 1 }
for i = 1, 5000 do f = either { f, { amount = 2 } } end
return evaluation { units = whole("x"), periods = all_time(), indicators = { indicator { name = "one", title = "One", value = count(data.d:where(f)) } } }
