-- hostile: good: One
local function sum(n) if n == 0 then return 0 end return n + sum(n - 1) end
assert(sum(15000) == 112507500)
return evaluation { units = whole("x"), periods = all_time(), indicators = { indicator { name = "one", title = "One", value = 1 } } }
