-- hostile: error: nested more than
local d = data.d
for i = 1, 5000 do d = d:where { amount = 1 } end
return evaluation { units = whole("x"), periods = all_time(), indicators = { indicator { name = "one", title = "One", value = count(d) } } }
