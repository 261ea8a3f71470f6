-- hostile: good: 3
local t = {}
for i = 1, 20 do t[i] = ("x"):rep(1 << 20) .. i end
assert(#t == 20)
return evaluation { units = whole("x"), periods = all_time(), indicators = { indicator { name = "one", title = "One", value = count(data.d) } } }
