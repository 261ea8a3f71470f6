-- hostile: good: 3
local t = {}
for i = 1, 200000 do t[i] = (i * 7919) % 200003 end
table.sort(t)
assert(t[1] == 1)
return evaluation { units = whole("x"), periods = all_time(), indicators = { indicator { name = "one", title = "One", value = count(data.d) } } }
